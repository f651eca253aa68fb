import django.db.models.deletion
import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('authority_name', models.CharField(blank=True, max_length=120)),
                ('title', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=300)),
                ('licence', models.CharField(max_length=120)),
                ('published_on', models.DateField()),
                ('state', models.CharField(choices=[('read', 'Read, not applied'), ('applied', 'Applied'), ('refused', 'Refused')], default='read', max_length=10)),
                ('read_at', models.DateTimeField()),
                ('read_by', models.CharField(blank=True, max_length=12)),
                ('rows_read', models.PositiveIntegerField(default=0)),
                ('rows_taken', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('change_hash', models.CharField(blank=True, max_length=64)),
                ('applied_at', models.DateTimeField(null=True)),
                ('applied_by', models.CharField(blank=True, max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ChangeList',
            fields=[
                ('release', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='releases.release')),
                ('lines', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Fault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(null=True)),
                ('urn', models.PositiveIntegerField(null=True)),
                ('column', models.CharField(blank=True, max_length=120)),
                ('words', models.CharField(max_length=500)),
                ('serious', models.BooleanField(default=False)),
                ('settled', models.CharField(blank=True, max_length=300)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='releases.release')),
            ],
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['kind', '-published_on'], name='releases_re_kind_d50b57_idx'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('kind', 'file'), name='a_file_is_released_once'),
        ),
        migrations.AddIndex(
            model_name='fault',
            index=models.Index(fields=['release', 'row'], name='releases_fa_release_b5d7ce_idx'),
        ),
    ]
