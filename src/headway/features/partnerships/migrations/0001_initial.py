import django.db.models.deletion
import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('recognised', models.BooleanField(default=True)),
                ('proposed', models.BooleanField(default=False)),
                ('formed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('lead_school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('quadrant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.quadrant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('recognised', models.BooleanField()),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partnerships.partnership')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='partnerships_membership_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('recognised', True), ('valid_until', None)), fields=('school',), name='one_recognised_partnership_at_a_time'), models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('partnership', 'school'), name='one_open_membership')],
            },
        ),
    ]
