

import django.db.models.deletion
import saidanddone.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=20, unique=True)),
                ('mode', models.CharField(choices=[('publish_then_check', 'Publish, then check'), ('hold_then_publish', 'Hold, then publish')], max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.CharField(max_length=40)),
                ('origin', models.CharField(choices=[('held', 'Held for checking'), ('reported', 'Reported'), ('appealed', 'On appeal')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'Waiting for a moderator'), ('decided', 'Decided'), ('dropped', 'Nothing left to decide: it was withdrawn')], default='open', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('outcome', models.CharField(choices=[('publish', 'Published'), ('hide', 'Hidden'), ('redact', 'Parts taken out')], max_length=10)),
                ('category', models.CharField(blank=True, choices=[('personal', 'It says who someone is, or where they live'), ('hurtful', 'It is hateful, threatening or cruel'), ('false', 'It says something about a person that is not true'), ('spam', 'It is advertising or nonsense'), ('other', 'Something else')], help_text='Empty: nothing was wrong with it.', max_length=10)),
                ('reason', models.TextField(blank=True, help_text='For the author.', max_length=2000)),
                ('is_reason_public', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField()),
                ('is_public', models.BooleanField(default=True, help_text='What it is about is for everyone, so it stands in the log and in the record.')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='moderation.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_appeal_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal_decision', to='moderation.decision')),
            ],
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, help_text='Empty only after the author was erased.', max_length=2000)),
                ('appealed_at', models.DateTimeField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.case')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.decision')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('personal', 'It says who someone is, or where they live'), ('hurtful', 'It is hateful, threatening or cruel'), ('false', 'It says something about a person that is not true'), ('spam', 'It is advertising or nonsense'), ('other', 'Something else')], max_length=10)),
                ('words', models.TextField(blank=True, max_length=1000)),
                ('reporter_key', models.CharField(max_length=64, unique=True)),
                ('reported_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='moderation.case')),
            ],
        ),
        migrations.CreateModel(
            name='SealedOriginal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.JSONField(help_text='By the name of the part.')),
                ('left', models.JSONField(help_text='By the name of the part.')),
                ('was_redacted', models.BooleanField(help_text='Parts had been taken out before.')),
                ('delete_after_date', models.DateField()),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_original', to='moderation.decision')),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', 'opened_at'], name='case_queue'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['about_kind', 'about_id'], name='case_about'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('origin', 'appealed'), _negated=True)), fields=('about_kind', 'about_id'), name='one_open_case_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='closed_case_has_its_moment'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('is_public', True)), fields=['-decided_at', '-id'], name='decision_newest'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'publish'), models.Q(models.Q(('category', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='hiding_and_redacting_have_a_reason'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['reported_at'], name='report_by_time'),
        ),
    ]
