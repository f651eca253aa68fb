import headway.features.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('started_by', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('began_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('arguments', models.JSONField(default=dict)),
                ('result', models.JSONField(null=True)),
                ('result_path', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', '-asked_at'], name='jobs_job_kind_a3c870_idx')],
            },
        ),
    ]
