"""Every write to a jobseeker's profile."""

from jobseekers.services.circumstances import circumstances_save, median_incomes_load
from jobseekers.services.competencies import (
    competencies_confirm,
    competency_delete,
    competency_save,
    interest_save,
)
from jobseekers.services.history import (
    licence_delete,
    licence_save,
    study_delete,
    study_save,
    work_delete,
    work_save,
)
from jobseekers.services.plan_actions import action_add, action_change, action_move
from jobseekers.services.plan_versions import version_answer, version_propose
from jobseekers.services.plans import goal_add, goal_change, goal_shift, plan_change, plan_end, plan_start
from jobseekers.services.registration import Registration, draft_save, jobseeker_register, own_person
from jobseekers.services.rows import stamp
from jobseekers.services.spells import spell_change, spell_end, spell_open
from jobseekers.services.visibility import employer_hide, employer_unhide, searchable_set
from jobseekers.services.wishes import basics_save, constraints_save, preferences_save

__all__ = [
    "Registration",
    "action_add",
    "action_change",
    "action_move",
    "basics_save",
    "circumstances_save",
    "competencies_confirm",
    "competency_delete",
    "competency_save",
    "constraints_save",
    "draft_save",
    "employer_hide",
    "employer_unhide",
    "goal_add",
    "goal_change",
    "goal_shift",
    "interest_save",
    "jobseeker_register",
    "licence_delete",
    "licence_save",
    "median_incomes_load",
    "own_person",
    "plan_change",
    "plan_end",
    "plan_start",
    "preferences_save",
    "searchable_set",
    "spell_change",
    "spell_end",
    "spell_open",
    "stamp",
    "study_delete",
    "study_save",
    "version_answer",
    "version_propose",
    "work_delete",
    "work_save",
]
