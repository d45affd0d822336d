from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_bank_holidays"),
    ]

    operations = [
        migrations.AddField(
            model_name="returnlink",
            name="sent_in",
            field=models.CharField(
                blank=True, default="", help_text="The message that it went out in, if it did.", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="returnlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_in", ""), _negated=True),
                fields=("contributor", "sent_in"),
                name="one_return_link_a_message",
            ),
        ),
    ]
