"""The demonstration's centres, agencies, staff and teams, who looks after whom, and whom several help together. All
made up."""

from welfare_centres.population.caseloads import assign_everyone
from welfare_centres.population.cases import make_cases
from welfare_centres.population.centres import make_centres
from welfare_centres.population.conferences import make_conferences

__all__ = ["assign_everyone", "make_cases", "make_centres", "make_conferences"]
