import django.db.models.deletion
import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('unit', models.CharField(max_length=20)),
                ('period', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=120)),
                ('balance', models.IntegerField(default=0)),
                ('reserved', models.PositiveIntegerField(default=0)),
                ('may_be_negative', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'period', 'key'), name='one_account_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('key', models.CharField(max_length=160, unique=True)),
                ('source', models.CharField(max_length=300)),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.CharField(blank=True, max_length=12)),
                ('approval', models.CharField(blank=True, max_length=12)),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledgers.posting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('key', models.CharField(max_length=160, unique=True)),
                ('amount', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('released_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='ledgers.account')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.IntegerField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledgers.account')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='ledgers.posting')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='a_line_changes_something')],
            },
        ),
    ]
