"""The questions that an answer of the rules waits for, asked and kept where it is given."""

from typing import Any

from accounts.models import Consent, User
from accounts.services import consent_give
from almp_programmes.selectors.eligibility import Standing
from jobseekers.forms.circumstances import CircumstancesForm
from jobseekers.models import Jobseeker
from jobseekers.services import circumstances_save


def questions_of(one: Standing | None, data: Any = None) -> CircumstancesForm | None:
    """Just the questions that this answer waits for, under ids of the programme's own."""
    if one is None or one.answer.verdict is not None or not one.asks:
        return None
    return CircumstancesForm(data, only=one.asks, auto_id=f"{one.programme.code}_%s")


def keep_told(form: CircumstancesForm, jobseeker: Jobseeker, *, by: User, own: bool) -> None:
    """A valid form's answers; what was left open stays as it was. Only the person can agree to sensitive ones."""
    if form.cleaned_data.get("sensitive_consent") and own:
        consent_give(person=jobseeker.person, purpose=Consent.Purpose.SENSITIVE)
    said = {name: value for name, value in form.values().items() if value is not None}
    circumstances_save(jobseeker_id=jobseeker.pk, by=by, values=said)
