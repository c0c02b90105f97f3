"""Cases: the world's counsellor leads one of the jobseeker's, at a centre, with a note and an assessment."""

import datetime as dt
from functools import partial
from typing import Any

from django.utils import timezone

from welfare_centres.models import Case
from welfare_centres.services.assessments import assessment_make
from welfare_centres.services.cases import case_open
from welfare_centres.services.notes import note_write
from welfare_centres.services.reference import centres_reference_load

P = "welfare_centres:"
# The partner agency of the world is not on the case.
STAFF = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403, "caseworker": 404}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
API = {"anon": 401, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
NOT_THERE = {"recruiter": 404, "analyst": 404, "trainer": 404, "caseworker": 404}
ACCESS: dict[str, dict[str, int | set[int]]] = {
    P + "mine": OWN,
    P + "mine_write": POST_ONLY,
    P + "mine_answer": POST_ONLY,
    P + "mine_sharing": OWN,
    P + "mine_share": OWN,
    P + "case_list": STAFF | {"caseworker": 200},
    P + "case_open": STAFF,
    P + "case": STAFF,
    P + "case_note": POST_ONLY,
    P + "case_note_amend": STAFF,
    P + "case_csv": STAFF,
    P + "case_assessments": STAFF,
    P + "case_assess": STAFF,
    P + "case_sharing": STAFF,
    P + "case_share": STAFF,
    P + "case_members": STAFF,
    P + "case_member": POST_ONLY,
    P + "case_step": STAFF,
    "api:case-list": API,
    "api:case-detail": API | NOT_THERE,
    "api:case-entry-list": API,
    "api:case-entry-detail": API | NOT_THERE | {"jobseeker": 404},  # a note for the team
    "api:case-assessment-detail": API | NOT_THERE,
}


def case_of(world: Any) -> Case:
    led = Case.objects.live().filter(person=world.jobseeker.person).worked_on_by(world.counsellor.user).first()
    if led is not None and "case" not in world.more:  # a site's browser looks at the rows made before
        note = led.entries.filter(kind="note", by=world.counsellor.user, amended_by=None).latest("pk")
        world.more |= {"case": led, "note": note, "assessment": led.assessments.latest("pk")}
    if "case" not in world.more:
        centres_reference_load()
        organisation, by = world.counsellor.organisation, world.counsellor.user
        case = case_open(
            person=world.jobseeker.person, centre=world.centre,
            organisation=organisation, by=by, purpose="일과 생활을 함께 돌보기",
            review_on=timezone.localdate() + dt.timedelta(days=60),
            scopes=["plan", "assessment", "notes", "health", "contact", "file"],
        )  # fmt: skip
        world.more["note"] = note_write(case_id=case.pk, by=by, body="월세를 걱정함")
        world.more["assessment"] = assessment_make(
            case_id=case.pk, by=by, rows={"housing": {"level": 2, "need": "월세"}, "skills": {"level": 4}}
        )
        world.more["case"] = case
    found: Case = world.more["case"]
    return found


def _args(name: str, world: Any) -> dict[str, Any]:
    case = case_of(world)
    own = {"public_id": case.public_id}
    return {
        "mine_answer": {"assessment_id": world.more["assessment"].public_id},
        "mine_share": {"agency": world.counsellor.organisation.public_id},
        "case_open": {"public_id": world.jobseeker.person.public_id},
        "case_note_amend": own | {"note_id": world.more["note"].public_id},
        "case_share": own | {"agency": world.counsellor.organisation.public_id},
        "case_member": own | {"member_id": case.members.earliest("pk").public_id},
        "case_step": own | {"step": "close"},
        "api:case-list": {"version": "v1"},
        "api:case-entry-list": {"version": "v1"},
        "api:case-detail": own | {"version": "v1"},
        "api:case-entry-detail": {"version": "v1", "public_id": world.more["note"].public_id},
        "api:case-assessment-detail": {"version": "v1", "public_id": world.more["assessment"].public_id},
    }.get(name.removeprefix(P), own)


BARE = {P + name for name in ("mine", "mine_write", "mine_sharing", "case_list")}
ARGS = {name: partial(_args, name) for name in ACCESS if name not in BARE}
