"""Estimated effects of programmes, as the planner applies them."""

from almp_programmes.planning import Effect, EstimateKey

HORIZON = 12  # months after the start


def effects_known() -> dict[EstimateKey, Effect]:
    """None yet: no table holds estimates, so that the planner says "not known" wherever it would use one."""
    return {}
