import django.db.models.deletion
import headway.features.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('approvals', '0001_initial'),
        ('jobs', '0001_initial'),
        ('partnerships', '0001_initial'),
        ('people', '0001_initial'),
        ('policies', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('empty', 'Not yet planned'), ('planned', 'Draft'), ('approved', 'Approved'), ('published', 'Published'), ('superseded', 'Superseded')], default='empty', max_length=12)),
                ('seed', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('planned_at', models.DateTimeField(null=True)),
                ('demand_half_days', models.PositiveIntegerField(default=0)),
                ('capacity_half_days', models.PositiveIntegerField(default=0)),
                ('unmet_half_days', models.PositiveIntegerField(default=0)),
                ('objective', models.FloatField(null=True)),
                ('lower_bound', models.FloatField(null=True)),
                ('gap', models.FloatField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('reproducible', models.BooleanField(default=True)),
                ('terms', models.JSONField(default=dict)),
                ('warnings', models.JSONField(default=list)),
                ('problem', models.CharField(blank=True, max_length=64)),
                ('pool', models.CharField(blank=True, max_length=120)),
                ('published_at', models.DateTimeField(null=True)),
                ('publish_reason', models.CharField(blank=True, max_length=300)),
                ('letter_batch', models.CharField(blank=True, max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approval', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.request')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('policy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policy')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(blank=True, max_length=10)),
                ('half_days', models.PositiveSmallIntegerField()),
                ('unmet_half_days', models.PositiveSmallIntegerField(default=0)),
                ('travel_minutes', models.PositiveIntegerField(default=0)),
                ('reasons', models.JSONField(default=list)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.adviser')),
                ('partnership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='deployment.draft')),
            ],
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_days', models.PositiveSmallIntegerField()),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.adviser')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='deployment.draft')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Lock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.adviser')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locks', to='deployment.draft')),
                ('partnership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('year',), name='one_published_plan_a_year'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('year', 'name'), name='one_draft_of_a_name_a_year'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('draft', 'school'), name='one_adviser_a_school'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(fields=('draft', 'partnership'), name='one_lead_a_partnership'),
        ),
        migrations.AddConstraint(
            model_name='lock',
            constraint=models.UniqueConstraint(fields=('draft', 'school'), name='one_lock_a_school'),
        ),
        migrations.AddConstraint(
            model_name='lock',
            constraint=models.UniqueConstraint(fields=('draft', 'partnership'), name='one_lock_a_partnership'),
        ),
        migrations.AddConstraint(
            model_name='lock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('partnership', None), ('school__isnull', False)), models.Q(('partnership__isnull', False), ('school', None)), _connector='OR'), name='a_lock_is_of_a_school_or_a_partnership'),
        ),
    ]
