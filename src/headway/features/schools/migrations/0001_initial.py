import django.db.models.deletion
import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('releases', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('uid', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Quadrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('proposed', models.BooleanField(default=False)),
                ('origin', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('code', models.CharField(max_length=3, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('region', models.CharField(blank=True, max_length=60)),
                ('own', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('own', True)), fields=('own',), name='one_authority_an_installation')],
            },
        ),
        migrations.CreateModel(
            name='BankHoliday',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
            ],
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('code', models.CharField(max_length=9, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='districts', to='schools.authority')),
            ],
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('urn', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('establishment_number', models.CharField(blank=True, max_length=4)),
                ('name', models.CharField(max_length=200)),
                ('type_code', models.CharField(max_length=2)),
                ('type_name', models.CharField(max_length=80)),
                ('type_group', models.CharField(blank=True, max_length=80)),
                ('phase_code', models.CharField(blank=True, max_length=1)),
                ('phase_name', models.CharField(blank=True, max_length=40)),
                ('phase', models.CharField(max_length=20)),
                ('status_code', models.CharField(max_length=1)),
                ('status', models.CharField(max_length=40)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('low_age', models.PositiveSmallIntegerField(null=True)),
                ('high_age', models.PositiveSmallIntegerField(null=True)),
                ('gender', models.CharField(blank=True, max_length=30)),
                ('religious_character', models.CharField(blank=True, max_length=80)),
                ('diocese', models.CharField(blank=True, max_length=80)),
                ('admissions', models.CharField(blank=True, max_length=60)),
                ('capacity', models.PositiveIntegerField(null=True)),
                ('pupils', models.PositiveIntegerField(null=True)),
                ('fsm_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('easting', models.PositiveIntegerField(null=True)),
                ('northing', models.PositiveIntegerField(null=True)),
                ('district_assumed', models.BooleanField(default=False)),
                ('district_settled', models.BooleanField(default=False)),
                ('ward', models.CharField(blank=True, max_length=120)),
                ('release_row', models.PositiveIntegerField(null=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.authority')),
                ('district', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.district')),
                ('federation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.group')),
                ('missing_since', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
                ('trust', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.group')),
            ],
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('resourced-provision', 'Resourced provision'), ('sen-unit', 'SEN unit')], max_length=30)),
                ('places', models.PositiveSmallIntegerField(null=True)),
                ('need', models.CharField(blank=True, max_length=120)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='schools.school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('other_urn', models.PositiveIntegerField()),
                ('other_name', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=60)),
                ('on', models.DateField(null=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='schools.school')),
            ],
        ),
        migrations.CreateModel(
            name='Headship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('substantive', 'Headteacher'), ('acting', 'Acting headteacher'), ('vacant', 'Vacant')], max_length=20)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headships', to='schools.school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TermDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_name', models.CharField(max_length=120)),
                ('academic_year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('words', models.CharField(max_length=120)),
                ('start_on', models.DateField()),
                ('until', models.DateField()),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
            ],
        ),
        migrations.CreateModel(
            name='Neighbour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('rank', models.PositiveSmallIntegerField()),
                ('neighbour_code', models.CharField(max_length=3)),
                ('neighbour_name', models.CharField(max_length=120)),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority_code', 'rank'), name='one_neighbour_a_rank')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='schools.district')),
                ('quadrant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='schools.quadrant')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='schools_placement_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('district',), name='one_quadrant_at_a_time')],
            },
        ),
        migrations.AddIndex(
            model_name='school',
            index=models.Index(fields=['authority', 'status', 'name'], name='schools_sch_authori_d2c1d0_idx'),
        ),
        migrations.AddIndex(
            model_name='school',
            index=models.Index(fields=['authority', 'phase'], name='schools_sch_authori_69f7cc_idx'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='a_school_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='schools_provision_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('school', 'other_urn', 'kind'), name='a_link_is_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='headship',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='schools_headship_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='headship',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('school',), name='one_headship_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='termdate',
            index=models.Index(fields=['authority_name', 'academic_year'], name='schools_ter_authori_f04f35_idx'),
        ),
    ]
