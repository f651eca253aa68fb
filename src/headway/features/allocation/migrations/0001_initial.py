import django.db.models.deletion
import headway.features.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnerships', '0001_initial'),
        ('people', '0001_initial'),
        ('policies', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=200)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.adviser')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='allocation_conflict_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Entitlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('rule', models.CharField(max_length=60)),
                ('pool', models.CharField(max_length=40)),
                ('base', models.BooleanField(default=True)),
                ('half_days', models.IntegerField()),
                ('whole_year_half_days', models.PositiveIntegerField(null=True)),
                ('words', models.CharField(max_length=800)),
                ('inputs', models.JSONField(default=dict)),
                ('effective_on', models.DateField()),
                ('posting_key', models.CharField(max_length=160, unique=True)),
                ('earned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('partnership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policy')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'school'], name='allocation__year_8546d8_idx'), models.Index(fields=['year', 'partnership'], name='allocation__year_a7d3ac_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('partnership', None), ('school__isnull', False)), models.Q(('partnership__isnull', False), ('school', None)), _connector='OR'), name='a_school_or_a_partnership')],
            },
        ),
        migrations.CreateModel(
            name='QuadrantShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('load', models.DecimalField(decimal_places=2, max_digits=12)),
                ('proposed_fte', models.DecimalField(decimal_places=2, max_digits=6)),
                ('fte', models.DecimalField(decimal_places=2, max_digits=6)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('quadrant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.quadrant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'quadrant'), name='one_share_a_quadrant_and_year'), models.CheckConstraint(condition=models.Q(('fte', models.F('proposed_fte')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_share_by_hand_has_a_reason')],
            },
        ),
    ]
