

import django.db.models.deletion
import django.db.models.expressions
import saidanddone.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_bank_holidays'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CannedOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], max_length=2)),
                ('text', models.CharField(max_length=200)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('experience', 'Experience'), ('idea', 'Idea'), ('question', 'Question'), ('concern', 'Concern'), ('thanks', 'Thank-you')], max_length=12)),
                ('text', models.TextField(max_length=5000)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], max_length=2)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('said_date', models.DateField()),
                ('channel', models.CharField(choices=[('web', 'On this site'), ('conversation', 'In a conversation'), ('room', 'In a room'), ('survey', 'In a survey'), ('paper', 'On paper'), ('import', 'From a file')], max_length=12)),
                ('source_kind', models.CharField(blank=True, max_length=40)),
                ('source_id', models.CharField(blank=True, max_length=40)),
                ('credit', models.CharField(choices=[('name', 'By my name'), ('first_name', 'By my first name'), ('pseudonym', 'By a name I choose'), ('group', 'As a group'), ('uncredited', 'Without a name, but counted')], max_length=12)),
                ('credit_name', models.CharField(blank=True, help_text='As shown; empty if uncredited.', max_length=120)),
                ('may_be_quoted', models.BooleanField(default=False)),
                ('may_be_contacted', models.BooleanField(default=False)),
                ('audience', models.CharField(choices=[('public', 'Everyone'), ('organisations', 'Only the organisations I name'), ('organisation', 'Only one organisation')], default='public', max_length=14)),
                ('state', models.CharField(choices=[('held', 'Being checked'), ('published', 'Published'), ('hidden', 'Hidden'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, help_text='When a moderator hid it; its clocks stand still.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('is_redacted', models.BooleanField(default=False)),
                ('support_count', models.PositiveIntegerField(default=0)),
                ('import_key', models.CharField(editable=False, max_length=120, null=True, unique=True)),
                ('submission_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contributor')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='contributions.contribution')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('shared_with', models.ManyToManyField(blank=True, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('acknowledged', 'Acknowledged'), ('answered', 'Answered'), ('will_do', 'Will do'), ('cannot_do', 'Cannot do, because'), ('passed_on', 'Passed on'), ('already_decided', 'Already decided')], max_length=16)),
                ('text', models.TextField(max_length=5000)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], max_length=2)),
                ('answered_at', models.DateTimeField()),
                ('hidden_at', models.DateTimeField(blank=True, help_text='Hidden by a moderator.', null=True)),
                ('is_redacted', models.BooleanField(default=False)),
                ('submission_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('passed_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='contributions.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('promise_days', models.PositiveSmallIntegerField(blank=True, help_text='The promise when it was asked.', null=True)),
                ('due_date', models.DateField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, help_text='Set while the clock stands still.', null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for an answer'), ('answered', 'Answered'), ('passed_on', 'Passed on')], default='waiting', max_length=10)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                ('first_answer_days', models.PositiveSmallIntegerField(blank=True, help_text='Working days, pauses left out.', null=True)),
                ('answered_in_time', models.BooleanField(blank=True, null=True)),
                ('reopened_at', models.DateTimeField(blank=True, help_text='By an unhappy verdict; once.', null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('passed_on_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='contributions.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='DueDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('site', 'Site'), ('place', 'Place'), ('organisation', 'Organisation'), ('service', 'Service'), ('topic', 'Topic')], max_length=12)),
                ('scope_id', models.BigIntegerField(default=0)),
                ('due_date', models.DateField()),
                ('count', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'scope_id', 'due_date'), name='due_day_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('mapping', models.JSONField()),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('next_line', models.PositiveIntegerField(default=0)),
                ('read', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('unchanged')), '+', models.F('rejected')))), name='import_figures_add_up')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField()),
                ('wants_news', models.BooleanField(default=False, help_text='Tell them when it is answered.')),
                ('browser_key', models.CharField(editable=False, max_length=64, null=True)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='contributions.contribution')),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contributor')),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('site', 'Site'), ('place', 'Place'), ('organisation', 'Organisation'), ('service', 'Service'), ('topic', 'Topic')], max_length=12)),
                ('scope_id', models.BigIntegerField(default=0)),
                ('measure', models.CharField(max_length=30)),
                ('count', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'scope_id', 'measure'), name='tally_once')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('name_cy', models.CharField(blank=True, max_length=80)),
                ('retired_date', models.DateField(blank=True, null=True)),
                ('organisations', models.ManyToManyField(blank=True, help_text='Who usually answers about it; suggested to who speaks.', related_name='+', to='people.organisation')),
            ],
        ),
        migrations.AddField(
            model_name='contribution',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.topic'),
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], max_length=2)),
                ('text', models.TextField(max_length=6000)),
                ('made_by', models.CharField(choices=[('person', 'Translated by a person'), ('machine', 'Translated by a machine')], max_length=8)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='contributions.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('value', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('cannot_tell', 'Cannot tell')], max_length=12)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('words_hidden_at', models.DateTimeField(blank=True, help_text='Hidden by a moderator, or not yet checked.', null=True)),
                ('is_redacted', models.BooleanField(default=False)),
                ('given_at', models.DateTimeField()),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='verdict', to='contributions.answer')),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contributor')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('replaced_at', models.DateTimeField()),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='contributions.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='AnswerTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField()),
                ('count', models.BigIntegerField(default=0)),
                ('in_time', models.BigIntegerField(default=0)),
                ('promised', models.BigIntegerField(default=0, help_text='Of those, how many were asked under a promise.')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'days'), name='answer_time_once'), models.CheckConstraint(condition=models.Q(('in_time__lte', models.F('promised'))), name='answers_in_time_are_among_the_promised')],
            },
        ),
        migrations.CreateModel(
            name='ClockPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('by_moderation', models.BooleanField(default=False)),
                ('paused_at', models.DateTimeField()),
                ('resumed_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, help_text='Its reason was hidden by a moderator.', null=True)),
                ('is_redacted', models.BooleanField(default=False)),
                ('addressee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='contributions.addressee')),
                ('paused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by_moderation', False), models.Q(('reason', ''), _negated=True)), models.Q(('by_moderation', True), ('reason', '')), _connector='OR'), name='clock_pause_has_a_reason'), models.UniqueConstraint(condition=models.Q(('resumed_at__isnull', True)), fields=('addressee',), name='one_clock_pause_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('file', models.FileField(max_length=200, upload_to='contributions/')),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(default='', editable=False, max_length=64)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='contributions.contribution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contribution', 'sha256'), name='same_file_attached_once')],
            },
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(fields=['contribution', 'answered_at'], name='answer_of_contribution'),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(condition=models.Q(('hidden_at__isnull', True)), fields=['-answered_at', '-id'], name='answer_newest'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cannot_do'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='cannot_do_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'passed_on'), ('passed_to__isnull', False)), models.Q(models.Q(('kind', 'passed_on'), _negated=True), ('passed_to__isnull', True)), _connector='OR'), name='passed_on_says_to_whom'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['organisation', 'due_date'], name='addressee_waiting_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(fields=['organisation', '-contribution'], name='addressee_newest'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('due_date__isnull', False), ('paused_at__isnull', True), ('state', 'waiting')), fields=['due_date', 'id'], name='addressee_due_soonest'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['contribution'], name='addressee_waiting'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('paused_at__isnull', False)), fields=['contribution'], name='addressee_paused'),
        ),
        migrations.AddIndex(
            model_name='addressee',
            index=models.Index(condition=models.Q(('paused_at__isnull', False), ('state', 'waiting')), fields=['organisation', 'due_date'], name='addressee_paused_by_due_date'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.UniqueConstraint(fields=('contribution', 'organisation'), name='addressed_once'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_answer_days__isnull', True), ('first_answered_at__isnull', True)), models.Q(('first_answer_days__isnull', False), ('first_answered_at__isnull', False)), _connector='OR'), name='first_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('contribution', 'contributor'), name='one_support_a_person'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('contribution', 'browser_key'), name='one_support_a_browser'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='contribution_newest'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-support_count', '-published_at', '-id'], name='contribution_most_supported'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['place', '-published_at', '-id'], name='contribution_place_newest'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['topic', '-published_at', '-id'], name='contribution_topic_newest'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['service', '-published_at', '-id'], name='contribution_service_newest'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['contributor'], name='contribution_contributor'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('source_kind', ''), _negated=True), fields=['source_kind', 'source_id', '-published_at', '-id'], name='contribution_source'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180)), ('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='contribution_point_is_whole_and_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credit', 'uncredited'), _negated=True), ('credit_name', ''), _connector='OR'), name='contribution_uncredited_has_no_credit_name'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='contribution_published_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('same_as', models.F('pk')), _negated=True), name='contribution_is_not_the_same_as_itself'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('contribution', 'language'), name='one_translation_a_language'),
        ),
        migrations.AddIndex(
            model_name='verdict',
            index=models.Index(fields=['value', '-given_at', '-id'], name='verdict_newest'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('contribution', 'number'), name='contribution_version_once'),
        ),
    ]
