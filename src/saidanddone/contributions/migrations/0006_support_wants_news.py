from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0005_newest"),
    ]

    operations = [
        migrations.AddField(
            model_name="support",
            name="wants_news",
            field=models.BooleanField(default=False, help_text="Tell them when it is answered."),
        ),
    ]
