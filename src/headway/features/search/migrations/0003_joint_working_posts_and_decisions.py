from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_plans_and_indicators'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('school', 'Schools'), ('partnership', 'Partnerships'), ('adviser', 'Advisers'), ('person', 'People'), ('plan', 'Year plans'), ('service-plan', 'Plans'), ('indicator', 'Indicators'), ('protocol', 'Protocols'), ('forum', 'Forums'), ('structure', 'Structures'), ('appraisal', 'Appraisals'), ('report', 'Decision reports'), ('consultation', 'Consultations'), ('letter', 'Letters'), ('policy', 'Policies'), ('release', 'Published files')], max_length=12),
        ),
    ]
