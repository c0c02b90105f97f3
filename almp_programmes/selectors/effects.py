"""Estimated effects of programmes, as the planner applies them."""

from almp_programmes.models import EffectEstimate
from almp_programmes.planning import Effect, EstimateKey

HORIZON = 12  # months after the start


def effects_known() -> dict[EstimateKey, Effect]:
    """The newest estimate of each programme and group at the horizon, as shares of those who enter."""
    rows = EffectEstimate.objects.filter(horizon_months=HORIZON).order_by("as_of")
    return {
        (row.programme_id, row.group_id): Effect(float(row.effect) / 100, float(row.standard_error) / 100)
        for row in rows
    }
