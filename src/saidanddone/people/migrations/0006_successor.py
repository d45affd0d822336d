from django.db import migrations, models
from django.db.models import deletion


def keep_successors(apps, schema_editor):
    """Whoever was named as a predecessor is carried on by who named it."""
    organisations = apps.get_model("people", "Organisation").objects
    for heir in organisations.filter(predecessor__isnull=False):
        organisations.filter(pk=heir.predecessor_id).update(successor=heir)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_links_sent_by_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="Who carries on its work. Several may merge into one.",
                null=True,
                on_delete=deletion.PROTECT,
                related_name="predecessors",
                to="people.organisation",
            ),
        ),
        migrations.RunPython(keep_successors, migrations.RunPython.noop),
    ]
