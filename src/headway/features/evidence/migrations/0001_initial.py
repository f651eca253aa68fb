import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('releases', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('regime', models.CharField(max_length=20)),
                ('kind', models.CharField(blank=True, max_length=120)),
                ('started_on', models.DateField(null=True)),
                ('published_on', models.DateField(null=True)),
                ('grades', models.JSONField(default=dict)),
                ('missing', models.JSONField(default=dict)),
                ('category_of_concern', models.CharField(blank=True, max_length=40)),
                ('safeguarding', models.CharField(blank=True, max_length=40)),
                ('previous', models.BooleanField(default=False)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
            ],
            options={
                'indexes': [models.Index(fields=['school', '-started_on'], name='evidence_in_school__835160_idx')],
                'constraints': [models.UniqueConstraint(fields=('school', 'regime', 'started_on', 'previous'), name='one_inspection_a_day_and_regime')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('area_code', models.CharField(blank=True, max_length=9)),
                ('area_name', models.CharField(blank=True, max_length=120)),
                ('measure', models.CharField(max_length=60)),
                ('period', models.CharField(max_length=20)),
                ('group', models.CharField(default='all', max_length=120)),
                ('value', models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                ('why_missing', models.CharField(blank=True, max_length=30)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'measure', 'period'], name='evidence_ob_school__af6c26_idx'), models.Index(fields=['area_code', 'measure', 'period'], name='evidence_ob_area_co_110a46_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value', None), ('why_missing__gt', '')), models.Q(('value__isnull', False), ('why_missing', '')), _connector='OR'), name='a_value_or_why_it_is_missing'), models.UniqueConstraint(condition=models.Q(('school__isnull', False)), fields=('school', 'measure', 'period', 'group'), name='one_observation_a_school'), models.UniqueConstraint(condition=models.Q(('school', None)), fields=('area_code', 'measure', 'period', 'group'), name='one_observation_an_area')],
            },
        ),
    ]
