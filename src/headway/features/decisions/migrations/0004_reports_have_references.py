from django.db import migrations, models


def number_them(apps, schema_editor):
    """The reports there are, in the order they were begun."""
    numbers = {}
    for report in apps.get_model("decisions", "Report").objects.order_by("made_at", "pk"):
        year = report.made_at.year
        numbers[year] = numbers.get(year, 0) + 1
        report.reference = f"{year}-{numbers[year]:03}"
        report.save(update_fields=["reference"])


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_option_deployments")]

    operations = [
        migrations.AddField("report", "reference", models.CharField(max_length=12, null=True)),
        migrations.RunPython(number_them, migrations.RunPython.noop),
        migrations.AlterField("report", "reference", models.CharField(max_length=12, unique=True)),
    ]
