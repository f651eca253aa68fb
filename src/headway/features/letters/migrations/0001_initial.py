import django.db.models.deletion
import headway.features.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('restricted', models.BooleanField(default=False)),
                ('origin_kind', models.CharField(blank=True, max_length=60)),
                ('origin_id', models.CharField(blank=True, max_length=60)),
                ('origin_words', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('batch', models.CharField(blank=True, max_length=12)),
                ('template', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=200)),
                ('context', models.JSONField()),
                ('recipients', models.JSONField()),
                ('channel', models.CharField(choices=[('word', 'Word'), ('mail', 'E-mail')], default='word', max_length=10)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(choices=[('prepared', 'Prepared'), ('released', 'Released')], default='prepared', max_length=10)),
                ('prepared_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('reply_due', models.DateField(null=True)),
                ('frozen', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=headway.features.rows.new_public_id, editable=False, max_length=12, unique=True)),
                ('key', models.CharField(max_length=160, unique=True)),
                ('address', models.EmailField(max_length=254)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('fault', models.CharField(blank=True, max_length=300)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outgoing', to='letters.letter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('words', models.TextField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='letters.letter')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['batch'], name='letters_let_batch_88b83b_idx'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['school', '-prepared_at'], name='letters_let_school__c72aee_idx'),
        ),
    ]
