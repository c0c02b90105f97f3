"""Comparing centres fairly, in plain numpy: what a centre did against what its mix of people leads one to expect."""

from welfare_centres.comparing.standardising import Standardised, clopper_pearson, indirect, verdict

__all__ = ["Standardised", "clopper_pearson", "indirect", "verdict"]
