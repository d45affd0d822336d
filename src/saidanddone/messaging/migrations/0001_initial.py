

import saidanddone.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('text', 'Text message'), ('letter', 'Letter')], default='email', max_length=10)),
                ('address', models.CharField(help_text='An email address, a telephone number, or lines of a letter.', max_length=500)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], max_length=2)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('private_links', models.JSONField(blank=True, default=list, help_text='Whose links are made as it leaves, in the order of their marks.')),
                ('recipient', models.CharField(blank=True, help_text='As contributor:7k3m9qx2pd; empty: unknown.', max_length=60)),
                ('about_kind', models.CharField(blank=True, max_length=40)),
                ('about_id', models.CharField(blank=True, max_length=40)),
                ('dedupe_key', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, choices=[('bad_address', 'This is not an address that mail can be sent to.'), ('refused', 'The mail server of the recipient refused it.'), ('unreachable', 'Our mail server could not be reached. We tried for a day.'), ('not_signed_in', 'Our mail server did not accept our user name and password.'), ('no_text_service', 'This site has no service that sends text messages.'), ('other', "It could not be sent, for a reason that is in the server's log.")], max_length=20)),
                ('queued_at', models.DateTimeField()),
                ('next_attempt_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_attempt_at'], name='message_waiting_by_time'), models.Index(fields=['state', '-queued_at'], name='message_state_newest'), models.Index(fields=['about_kind', 'about_id'], name='message_about'), models.Index(condition=models.Q(('recipient', ''), _negated=True), fields=['recipient'], name='message_recipient')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='sent_message_has_its_moment'), models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', False), ('state', 'failed'), models.Q(('failure', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('failed_at__isnull', True)), _connector='OR'), name='failed_message_says_why_and_when')],
            },
        ),
    ]
