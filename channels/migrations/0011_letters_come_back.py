from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("queued", "보내기 전"), ("sending", "보내는 중"), ("sent", "보냄"), ("failed", "보내지 못함"),
    ("unsure", "보냈는지 알 수 없음"), ("returned", "되돌아옴"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("channels", "0010_services_rules_readiness")]
    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(choices=STATES, default="queued", max_length=8),
        ),
        migrations.RemoveConstraint(model_name="message", name="message_sent_iff_time"),
        migrations.RemoveConstraint(model_name="message", name="message_known_state"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                name="message_sent_iff_time",
                condition=Q(state__in=["sent", "returned"], sent_at__isnull=False)
                | ~Q(state__in=["sent", "returned"]) & Q(sent_at=None),
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                name="message_returned_letter_says_why",
                condition=~Q(state="returned") | Q(medium="letter") & ~Q(error=""),
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                name="message_known_state",
                condition=Q(state__in=["queued", "sending", "sent", "failed", "unsure", "returned"]),
            ),
        ),
    ]
