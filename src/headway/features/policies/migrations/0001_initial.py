import django.db.models.deletion
import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('pack', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waiting for approval'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('body', headway.features.rows.OrderedJSON()),
                ('source', models.CharField(blank=True, max_length=500)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('review_by', models.DateField(null=True)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('approved_by', models.CharField(blank=True, max_length=12)),
                ('approved_at', models.DateTimeField(null=True)),
                ('in_use_from', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policy')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'pack', 'number'), name='one_policy_version'), models.UniqueConstraint(condition=models.Q(('in_use_from__isnull', False)), fields=('kind', 'in_use_from'), name='one_policy_of_a_kind_begins_on_a_day'), models.CheckConstraint(condition=models.Q(('in_use_from', None), ('state', 'approved'), _connector='OR'), name='a_policy_in_use_is_approved'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='a_policy_ends_after_it_starts')],
            },
        ),
    ]
