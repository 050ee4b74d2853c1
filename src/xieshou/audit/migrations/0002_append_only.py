"""The database itself refuses to change or delete rows."""

from django.db import migrations

from xieshou.scoping.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [append_only("audit_entry")]
