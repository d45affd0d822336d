

import django.db.models.deletion
import saidanddone.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], default='en', max_length=2)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BankHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                ('date', models.DateField()),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('nation', 'date'), name='bank_holiday_once_a_nation')],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, db_index=True, max_length=254)),
                ('language', models.CharField(choices=[('en', 'English'), ('cy', 'Cymraeg')], default='en', max_length=2)),
                ('created_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('import_key', models.CharField(editable=False, max_length=120, null=True, unique=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributors', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('name_cy', models.CharField(blank=True, max_length=160)),
                ('summary', models.TextField(blank=True, max_length=1000)),
                ('summary_cy', models.TextField(blank=True, max_length=1000)),
                ('kind', models.CharField(choices=[('public_body', 'Public body'), ('voluntary', 'Voluntary organisation'), ('community_group', 'Community group'), ('business', 'Business'), ('informal', 'Informal group')], max_length=20)),
                ('tier', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], max_length=10)),
                ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], default='wales', max_length=20)),
                ('home_page', models.URLField(blank=True)),
                ('promise_days', models.PositiveSmallIntegerField(blank=True, help_text='The promise to answer now in force, in working days.', null=True)),
                ('ended_date', models.DateField(blank=True, null=True)),
                ('places', models.ManyToManyField(blank=True, related_name='+', to='places.place')),
                ('successor', models.ForeignKey(blank=True, help_text='Who carries on its work. Several may merge into one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('role', models.CharField(choices=[('connector', 'Connector'), ('officer', 'Officer'), ('lead', 'Lead'), ('steward', 'Steward'), ('moderator', 'Moderator'), ('administrator', 'Administrator')], max_length=20)),
                ('start_date', models.DateField()),
                ('end_date', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('connector', 'Connector'), ('officer', 'Officer'), ('lead', 'Lead'), ('steward', 'Steward'), ('moderator', 'Moderator'), ('administrator', 'Administrator')], max_length=20)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(help_text='Working days; empty: no promise is made any more.', null=True)),
                ('published_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('sent_in', models.CharField(blank=True, help_text='The message that it went out in, if it did.', max_length=10)),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_links', to='people.contributor')),
            ],
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=160)),
                ('name_cy', models.CharField(blank=True, max_length=160)),
                ('ended_date', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='people.organisation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
            ],
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email', ''), ('name', ''), ('person__isnull', True)), _connector='OR'), name='erased_contributor_holds_nothing_personal'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('promise_days__isnull', True), ('promise_days__range', (1, 60)), _connector='OR'), name='promise_is_1_to_60_working_days'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('pk')), _negated=True), name='organisation_is_not_its_own_successor'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('role__in', ('moderator', 'administrator'))), models.Q(('organisation__isnull', False), ('role__in', ('connector', 'officer', 'lead', 'steward'))), _connector='OR'), name='membership_is_of_site_or_organisation_as_the_role_says'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('end_date__isnull', True), ('end_date__gte', models.F('start_date')), _connector='OR'), name='membership_ends_no_earlier_than_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('end_date__isnull', True)), fields=('person', 'organisation', 'role'), name='organisation_role_open_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('end_date__isnull', True), ('organisation__isnull', True)), fields=('person', 'role'), name='site_role_open_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('role__in', ('moderator', 'administrator'))), models.Q(('organisation__isnull', False), ('role__in', ('connector', 'officer', 'lead', 'steward'))), _connector='OR'), name='invitation_is_of_site_or_organisation_as_the_role_says'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='invitation_is_accepted_or_withdrawn_not_both'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_runs_out_after_it_is_sent'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('days__isnull', True), ('days__range', (1, 60)), _connector='OR'), name='published_promise_is_1_to_60_working_days'),
        ),
        migrations.AddConstraint(
            model_name='returnlink',
            constraint=models.UniqueConstraint(condition=models.Q(('sent_in', ''), _negated=True), fields=('contributor', 'sent_in'), name='one_return_link_a_message'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(fields=('organisation', 'slug'), name='service_slug_once_in_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('pk')), _negated=True), name='service_is_not_its_own_successor'),
        ),
        migrations.CreateModel(
            name='ServiceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('words', models.TextField(max_length=2000)),
                ('words_cy', models.TextField(blank=True, max_length=2000)),
                ('because', models.CharField(blank=True, help_text='Why it changed; the first says nothing.', max_length=500)),
                ('because_cy', models.CharField(blank=True, max_length=500)),
                ('from_date', models.DateField()),
                ('written_at', models.DateTimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='people.service')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('service', '-from_date', '-number'),
                'constraints': [models.UniqueConstraint(fields=('service', 'number'), name='service_version_number_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('because', ''), _negated=True), _connector='OR'), name='service_version_says_why')],
            },
        ),
    ]
