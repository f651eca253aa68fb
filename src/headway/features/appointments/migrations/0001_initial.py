import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('role', models.CharField(max_length=30)),
                ('subject_kind', models.CharField(choices=[('school', 'school'), ('quadrant', 'quadrant'), ('partnership', 'partnership'), ('board', 'board'), ('case', 'case')], max_length=20)),
                ('subject_id', models.CharField(max_length=60)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'role'], name='appointment_subject_d9ff7a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='appointments_appointment_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('person', 'role', 'subject_kind', 'subject_id'), name='one_open_appointment_of_a_kind'), models.UniqueConstraint(condition=models.Q(('role', 'adviser'), ('valid_until', None)), fields=('role', 'subject_kind', 'subject_id'), name='one_adviser_at_a_time')],
            },
        ),
    ]
