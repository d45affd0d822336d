

import django.db.models.deletion
import saidanddone.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=saidanddone.core.ids.new_public_id, editable=False, max_length=10, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_cy', models.CharField(blank=True, max_length=120)),
                ('level', models.CharField(choices=[('nation', 'Nation'), ('region', 'Region'), ('county', 'County'), ('town', 'Town'), ('ward', 'Ward'), ('community', 'Community')], default='community', max_length=12)),
                ('path', models.CharField(editable=False, max_length=500, unique=True)),
                ('code', models.CharField(blank=True, help_text='An official code, such as W05001234.', max_length=40)),
                ('boundary', models.JSONField(blank=True, null=True)),
                ('outline', models.JSONField(blank=True, editable=False, help_text='The boundary simplified for display.', null=True)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('west', models.FloatField(blank=True, editable=False, null=True)),
                ('south', models.FloatField(blank=True, editable=False, null=True)),
                ('east', models.FloatField(blank=True, editable=False, null=True)),
                ('north', models.FloatField(blank=True, editable=False, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place')),
            ],
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=40)),
                ('category', models.CharField(max_length=60)),
                ('count', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('year', models.PositiveSmallIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to='places.place')),
            ],
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['west', 'east'], name='place_by_longitudes'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='place_centre_is_whole_and_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='place_is_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.UniqueConstraint(fields=('place', 'dimension', 'category', 'year', 'source'), name='profile_count_is_given_once'),
        ),
    ]
