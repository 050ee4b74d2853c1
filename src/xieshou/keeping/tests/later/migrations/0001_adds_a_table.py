from django.db import migrations


class Migration(migrations.Migration):
    operations = [migrations.RunSQL("CREATE TABLE later_thing (id integer PRIMARY KEY)", "DROP TABLE later_thing")]
