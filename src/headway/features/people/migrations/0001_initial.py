import django.db.models.deletion
import headway.features.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Adviser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base_easting', models.PositiveIntegerField()),
                ('base_northing', models.PositiveIntegerField()),
                ('quadrant', models.CharField(blank=True, max_length=60)),
                ('may_lead', models.BooleanField(default=True)),
                ('max_intensive', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('invented', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adviser', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='AdviserYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('contracted_half_days', models.PositiveSmallIntegerField()),
                ('leave_half_days', models.PositiveSmallIntegerField(default=0)),
                ('training_half_days', models.PositiveSmallIntegerField(default=0)),
                ('internal_half_days', models.PositiveSmallIntegerField(default=0)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='people.adviser')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('adviser', 'year'), name='one_row_an_adviser_and_year')],
            },
        ),
        migrations.CreateModel(
            name='Capability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('phase', models.CharField(max_length=20)),
                ('choice', models.PositiveSmallIntegerField(choices=[(1, 'first choice'), (2, 'second choice')])),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capabilities', to='people.adviser')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='people_capability_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('role', models.CharField(max_length=30)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='people_role_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('person', 'role'), name='one_open_role_of_a_kind')],
            },
        ),
    ]
