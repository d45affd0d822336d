"""Pauses can be moderated, and say so where moderation made them; decisions about what is not public leave the log."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from saidanddone.core.ids import new_public_id

OF_MODERATION = (
    "It was with a moderator, and the organisation could not see it.",
    "Roedd gyda chymedrolwr, ac ni allai'r sefydliad ei weld.",
)
"""What stood there as if the organisation had said it, in the language of whoever moderated."""


def name_pauses(apps, schema_editor):
    ClockPause = apps.get_model("contributions", "ClockPause")
    for pause in ClockPause.objects.filter(public_id=None):
        pause.public_id = new_public_id()
        pause.save(update_fields=["public_id"])
    ClockPause.objects.filter(reason__in=OF_MODERATION).update(by_moderation=True, reason="")


def things(apps):
    """Kind, rows and the path to their contribution, of all that moderators had decided about."""
    yield "contribution", apps.get_model("contributions", "Contribution"), ""
    yield "answer", apps.get_model("contributions", "Answer"), "contribution__"
    yield "verdict", apps.get_model("contributions", "Verdict"), "answer__contribution__"


def conceal_decisions(apps, schema_editor):
    Decision = apps.get_model("moderation", "Decision")
    for kind, model, path in things(apps):
        private = model.objects.exclude(**{f"{path}audience": "public"}).values_list("public_id", flat=True)
        decisions = Decision.objects.filter(case__about_kind=kind, case__about_id__in=list(private))
        Decision.objects.filter(pk__in=list(decisions.values_list("pk", flat=True))).update(is_public=False)


def say_what_was_left(apps, schema_editor):
    """Where one decision alone took parts out, what stands there now is what it left."""
    Decision = apps.get_model("moderation", "Decision")
    SealedOriginal = apps.get_model("moderation", "SealedOriginal")
    models_of = {kind: model for kind, model, _path in things(apps)}
    for sealed in SealedOriginal.objects.select_related("decision__case"):
        case = sealed.decision.case
        same = Decision.objects.filter(case__about_kind=case.about_kind, case__about_id=case.about_id)
        model = models_of.get(case.about_kind)
        row = model and model.objects.filter(public_id=case.about_id).first()
        if row and same.filter(outcome="redact").count() == 1:
            sealed.left = {name: getattr(row, name) for name in sealed.words}
            sealed.save(update_fields=["left"])


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0006_support_wants_news"),
        ("moderation", "0002_originals_and_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="clockpause", name="clock_pause_has_a_reason"),
        migrations.AddField("clockpause", "by_moderation", models.BooleanField(default=False)),
        migrations.AddField(
            "clockpause",
            "hidden_at",
            models.DateTimeField(blank=True, help_text="Its reason was hidden by a moderator.", null=True),
        ),
        migrations.AddField("clockpause", "is_redacted", models.BooleanField(default=False)),
        migrations.AddField(
            "clockpause",
            "paused_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("clockpause", "public_id", models.CharField(max_length=10, null=True)),
        migrations.AlterField("clockpause", "reason", models.TextField(blank=True, max_length=1000)),
        migrations.RunPython(name_pauses, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "clockpause",
            "public_id",
            models.CharField(default=new_public_id, editable=False, max_length=10, unique=True),
        ),
        migrations.AddConstraint(
            "clockpause",
            models.CheckConstraint(
                condition=models.Q(by_moderation=False) & ~models.Q(reason="")
                | models.Q(by_moderation=True, reason=""),
                name="clock_pause_has_a_reason",
            ),
        ),
        migrations.RunPython(conceal_decisions, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(say_what_was_left, migrations.RunPython.noop, elidable=True),
    ]
