"""Each redaction keeps its own original; what was decided about what is not public leaves the log."""

from django.db import migrations, models


def by_part(apps, schema_editor):
    """One text becomes the words by their part; what a decision left of them is known to the app whose words they are."""
    SealedOriginal = apps.get_model("moderation", "SealedOriginal")
    for sealed in SealedOriginal.objects.all():
        sealed.words = {"words" if sealed.about_kind == "verdict" else "text": sealed.text}
        sealed.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="sealedoriginal", name="one_sealed_original_a_thing"),
        migrations.RemoveIndex(model_name="decision", name="decision_newest"),
        migrations.AddField(
            model_name="decision",
            name="is_public",
            field=models.BooleanField(
                default=True,
                help_text="What it is about is for everyone, so it stands in the log and in the record.",
            ),
        ),
        migrations.AddField(
            model_name="sealedoriginal",
            name="words",
            field=models.JSONField(default=dict, help_text="By the name of the part."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sealedoriginal",
            name="left",
            field=models.JSONField(default=dict, help_text="By the name of the part."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sealedoriginal",
            name="was_redacted",
            field=models.BooleanField(default=False, help_text="Parts had been taken out before."),
            preserve_default=False,
        ),
        migrations.RunPython(by_part, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="sealedoriginal", name="about_id"),
        migrations.RemoveField(model_name="sealedoriginal", name="about_kind"),
        migrations.RemoveField(model_name="sealedoriginal", name="text"),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["-decided_at", "-id"], name="decision_newest"
            ),
        ),
    ]
