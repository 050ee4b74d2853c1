"""Cited papers, words that lead a heading, promises within promises, and a number for each teacher."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AddField("plan", "basis", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("measure", "lead", models.BooleanField(default=False)),
        migrations.AddField("promise", "heads", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField(
            "promise",
            "within",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.promise",
            ),
        ),
        migrations.AlterField(
            "plan",
            "sort",
            models.CharField(
                choices=[
                    ("annual", "工作计划"),
                    ("stage", "阶段性计划"),
                    ("scheme", "实施方案"),
                    ("multiyear", "多年规划"),
                ],
                default="annual",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "promise",
            "each",
            models.CharField(
                choices=[
                    ("none", "合计"),
                    ("school", "每校"),
                    ("subject", "每学科"),
                    ("bearer", "每位派遣教师"),
                    ("teacher", "每位教师"),
                    ("batch", "每批"),
                ],
                default="none",
                max_length=8,
            ),
        ),
    ]
