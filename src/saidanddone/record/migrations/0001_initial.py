

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('verifier_key', models.CharField(max_length=400, unique=True)),
                ('registered_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('origin', models.CharField(max_length=200, unique=True)),
                ('verifier_key', models.CharField(max_length=400)),
                ('started_at', models.DateTimeField()),
                ('size', models.PositiveBigIntegerField(default=0, help_text='Entries that have their position.')),
                ('contradiction', models.CharField(blank=True, choices=[('behind', 'The database holds fewer entries than were already signed: an older backup was restored.'), ('different', 'The entries are not those that were already signed.'), ('other_log', 'A newer log was begun than the database knows: an older backup was restored.'), ('key', 'The signing key is not the one that this log was begun with.'), ('forgotten', 'The file that remembers the last signed checkpoint is missing.')], max_length=10)),
                ('contradicted_at', models.DateTimeField(blank=True, null=True)),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='record.log')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('content', models.BinaryField(help_text='Canonical JSON: what is hashed, kept and published.')),
                ('leaf_hash', models.BinaryField(max_length=32)),
                ('position', models.PositiveBigIntegerField(blank=True, null=True)),
                ('log', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='record.log')),
            ],
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveBigIntegerField()),
                ('root', models.BinaryField(max_length=32)),
                ('note', models.TextField(help_text='The signed note, without cosignatures.')),
                ('signed_at', models.DateTimeField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkpoints', to='record.log')),
            ],
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('salt', models.BinaryField(max_length=32)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='record.entry')),
            ],
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.PositiveBigIntegerField()),
                ('hashes', models.BinaryField(max_length=8192)),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tiles', to='record.log')),
            ],
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=500)),
                ('cosigned_at', models.DateTimeField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='record.checkpoint')),
                ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='record.witness')),
            ],
        ),
        migrations.AddConstraint(
            model_name='log',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contradicted_at__isnull', True), ('contradiction', '')), models.Q(models.Q(('contradiction', ''), _negated=True), ('contradicted_at__isnull', False)), _connector='OR'), name='log_contradiction_has_its_moment'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('position__isnull', True)), fields=['id'], name='entry_waiting'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['about_kind', 'about_id'], name='entry_about'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['log', 'at', 'position'], name='entry_by_moment'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('log', 'position'), name='entry_position_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('log__isnull', True), ('position__isnull', True)), models.Q(('log__isnull', False), ('position__isnull', False)), _connector='OR'), name='entry_has_log_and_position_or_neither'),
        ),
        migrations.AddConstraint(
            model_name='checkpoint',
            constraint=models.UniqueConstraint(fields=('log', 'size'), name='checkpoint_once'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.UniqueConstraint(fields=('entry', 'field'), name='opening_once'),
        ),
        migrations.AddConstraint(
            model_name='tile',
            constraint=models.UniqueConstraint(fields=('log', 'level', 'index'), name='tile_once'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.UniqueConstraint(fields=('checkpoint', 'witness'), name='cosignature_once'),
        ),
    ]
