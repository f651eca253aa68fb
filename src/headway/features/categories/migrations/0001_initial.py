import django.db.models.deletion
import headway.features.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('approvals', '0001_initial'),
        ('policies', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('on', models.DateField()),
                ('category', models.CharField(blank=True, max_length=10)),
                ('label', models.CharField(max_length=80)),
                ('score', models.DecimalField(decimal_places=2, max_digits=8)),
                ('maximum', models.DecimalField(decimal_places=2, max_digits=8)),
                ('indicators', models.JSONField()),
                ('missing', models.JSONField()),
                ('reasons', models.JSONField()),
                ('latest', models.BooleanField(default=True)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policy')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
            ],
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('category', models.CharField(max_length=10)),
                ('label', models.CharField(max_length=80)),
                ('direction', models.CharField(choices=[('up', 'Improving'), ('same', 'Steady'), ('down', 'Declining')], max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('judged_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting for moderation'), ('agreed', 'Agreed'), ('refused', 'Not agreed')], default='waiting', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.request')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school')),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='categories.proposal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('latest', True)), fields=('school',), name='one_latest_proposal'),
        ),
        migrations.AddIndex(
            model_name='judgement',
            index=models.Index(fields=['school', '-valid_from'], name='categories__school__0972f6_idx'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='categories_judgement_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'agreed'), ('valid_until', None)), fields=('school',), name='one_category_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('school',), name='one_judgement_waits_at_a_time'),
        ),
    ]
