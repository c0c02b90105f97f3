"""The demonstration's centres, agencies, staff and teams, and who looks after whom. All made up."""

from welfare_centres.population.caseloads import assign_everyone
from welfare_centres.population.centres import make_centres

__all__ = ["assign_everyone", "make_centres"]
