import os

from django.db import migrations


def fail(apps, schema_editor):
    schema_editor.execute("INSERT INTO later_thing VALUES (1)")
    if os.environ.get("LATER_FAILS"):
        raise RuntimeError("the later version does not fit these data")


class Migration(migrations.Migration):
    dependencies = [("later", "0001_adds_a_table")]
    operations = [migrations.RunPython(fail, migrations.RunPython.noop)]
