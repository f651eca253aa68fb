from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_plans_and_indicators'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('school', 'Schools'), ('group', 'Trusts and federations'), ('partnership', 'Partnerships'), ('adviser', 'Advisers'), ('person', 'People'), ('plan', 'Year plans'), ('service-plan', 'Plans'), ('action', 'Actions of plans'), ('evaluation', 'Evaluations'), ('indicator', 'Indicators'), ('protocol', 'Protocols'), ('forum', 'Forums'), ('request', 'Information requests'), ('function', 'Functions'), ('structure', 'Structures'), ('recruitment', 'Recruitment'), ('setting', 'Settings'), ('allowance', 'Allowances'), ('service', 'Services and their teams'), ('appraisal', 'Appraisals'), ('review', 'Reviews of services'), ('report', 'Decision reports'), ('consultation', 'Consultations'), ('project', 'Projects'), ('fund', 'Delegated money'), ('scenario', 'Funding scenarios'), ('letter', 'Letters'), ('policy', 'Policies'), ('release', 'Published files')], max_length=12),
        ),
    ]
