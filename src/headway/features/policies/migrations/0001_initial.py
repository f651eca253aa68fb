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
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('body', models.JSONField()),
                ('source', models.CharField(blank=True, max_length=500)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('review_by', models.DateField(null=True)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('approved_by', models.CharField(blank=True, max_length=12)),
                ('approved_at', models.DateTimeField(null=True)),
                ('in_use', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'pack', 'number'), name='one_policy_version'), models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('kind',), name='one_policy_of_a_kind_in_use'), models.CheckConstraint(condition=models.Q(('in_use', False), ('state', 'approved'), _connector='OR'), name='a_policy_in_use_is_approved')],
            },
        ),
    ]
