from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0002_failures_and_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="private_links",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Whose links are made as it leaves, in the order of their marks.",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="recipient",
            field=models.CharField(
                blank=True, default="", help_text="As contributor:7k3m9qx2pd; empty: unknown.", max_length=60
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("recipient", ""), _negated=True), fields=["recipient"], name="message_recipient"
            ),
        ),
    ]
