from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobseekers", "0005_plan")]

    operations = [
        migrations.AddField(
            model_name="planversion",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("site", "본인이 누리집에서"),
                    ("face", "만나서"),
                    ("phone", "전화로"),
                    ("paper", "종이로"),
                ],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="answer",
            field=models.CharField(
                choices=[
                    ("waiting", "답을 기다림"),
                    ("agreed", "동의함"),
                    ("objected", "다르게 생각함"),
                    ("replaced", "답하기 전에 새 판이 나옴"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AlterModelOptions(name="planactiontransition", options={"ordering": ["at", "pk"]}),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["agreed", "objected"]), models.Q(("how", ""), _negated=True)),
                    models.Q(("answer__in", ["waiting", "replaced"]), ("how", "")),
                    _connector="OR",
                ),
                name="plan_version_answered_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="planactiontransition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after", "dropped"), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_action_dropped_says_why",
            ),
        ),
    ]
