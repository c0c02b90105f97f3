import logging
from datetime import timedelta

from django.utils import timezone

from accounts.models import RetentionRule
from accounts.retaining import Kind, kinds
from core.events import record

logger = logging.getLogger(__name__)


def rule_of(kind: Kind) -> RetentionRule:
    rule, _made = RetentionRule.objects.get_or_create(key=kind.key, defaults={"days": kind.days})
    return rule


def retention_run() -> dict[str, int]:
    """Every active rule's broom once. A broom that fails is logged and does not stop the others."""
    counts = {}
    for kind in kinds():
        rule = rule_of(kind)
        if not rule.is_active:
            continue
        now = timezone.now()
        try:
            counts[kind.key] = kind.broom(now - timedelta(days=rule.days))
        except Exception:
            logger.exception("retention: %s failed", kind.key)
            continue
        RetentionRule.objects.filter(pk=rule.pk).update(last_run_at=now, last_count=counts[kind.key])
        record("retention.ran", target=rule, count=counts[kind.key])
    return counts
