from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_second_step"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="second_by",
            field=models.DateField(blank=True, null=True),
        ),
    ]
