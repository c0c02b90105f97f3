"""Every write of this room."""

from almp_programmes.services.rule_sets import (
    rule_read,
    rule_set_approve,
    rule_set_propose,
    rule_set_reject,
    rule_set_write,
)

__all__ = ["rule_read", "rule_set_approve", "rule_set_propose", "rule_set_reject", "rule_set_write"]
