from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Make the table in which tries are counted, if it is not there yet."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_leaving_and_former_journals"),
    ]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
