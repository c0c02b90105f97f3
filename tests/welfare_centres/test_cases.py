"""A case from opening to close."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.erasing import erase_in_rooms
from accounts.exporting import export
from accounts.models import AccessGrant, Assignment, Membership
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.cases import House, soon
from welfare_centres.models import Assessment, AssessmentRow, Case, CaseMember, Entry, StaffProfile
from welfare_centres.personal_data_cases import old_cases
from welfare_centres.services import cases as services
from welfare_centres.services.assessments import assessment_answer, assessment_make, case_review
from welfare_centres.services.case_steps import READS_AFTER
from welfare_centres.services.members import member_add, member_change, member_end
from welfare_centres.services.notes import note_amend, note_write
from welfare_centres.wording import sentence


def close(house: House, case: Case, **more: str) -> Case:
    given = {"reason": "goals_reached", "outcome": "better"} | more
    return services.case_close(case_id=case.pk, by=house.lead, **given)


def test_a_case_is_opened_by_consent_with_its_purpose_recorded(house: House):
    case = house.open()
    assert (case.ground, case.purpose, case.consent.taken_by) == ("consent", "일과 생활을 함께 돌보기", house.lead)
    assert CaseMember.objects.get(case=case).role == "lead"
    assert [sentence(entry) for entry in case.entries.all()] == ["함께 돕기를 시작함"]


def test_a_case_without_purpose_or_without_its_law_is_not_opened(house: House):
    with pytest.raises(RuleBroken, match="무엇을 위해"):
        house.open(purpose=" ")
    with pytest.raises(RuleBroken, match="어느 법"):
        house.open((), ground="law")


def test_a_case_by_law_is_not_opened_for_an_agency_to_which_no_law_opens_anything(house: House):
    Assignment.objects.filter(person=house.person).update(counsellor=house.staff["mental_health"])
    with pytest.raises(RuleBroken, match="동의를 받아"):
        services.case_open(
            person=house.person, centre=house.centre, organisation=house.agencies["mental_health"],
            by=house.staff["mental_health"], purpose="돕기", review_on=soon(), ground="law", law="제13조",
        )  # fmt: skip


def test_who_may_not_see_the_person_opens_no_case(house: House):
    with pytest.raises(PermissionDenied):
        services.case_open(
            person=house.person, centre=house.centre, organisation=house.agencies["small_loans"],
            by=house.staff["small_loans"], purpose="돕기", review_on=soon(), scopes=["plan"],
        )  # fmt: skip


def test_a_case_must_have_a_day_to_look_again(house: House):
    for day in (None, timezone.localdate(), soon(400)):
        with pytest.raises(RuleBroken, match="다시 살펴볼 날"):
            house.open(review_on=day)


def test_guards_plans_that_could_not_be_reviewed_a_review_moves_the_day_on_with_an_assessment(house: House):
    case = house.open()
    rows = {"housing": {"level": 2, "need": "월세가 밀림"}, "skills": {"level": 4, "strength": "용접"}}
    assessment_make(case_id=case.pk, by=house.lead, rows=rows)
    case_review(case_id=case.pk, by=house.lead, rows={"housing": {"level": 4}}, review_on=soon(90))
    case.refresh_from_db()
    assert case.review_on == soon(90)
    assert list(Assessment.objects.values_list("occasion", flat=True)) == ["intake", "review"]


def test_guards_plans_that_could_not_be_closed_open_work_and_no_destination_hold_nobody(house: House):
    """No body to hand the person to is asked for, and none can be given."""
    case = house.open()
    house.join(case, "mental_health", "plan")
    closed = close(house, case, reason="no_contact", outcome="unknown")
    assert (closed.state, closed.close_reason) == ("closed", "no_contact")
    assert CaseMember.objects.current().filter(case=case).count() == 1  # the lead, to read


def test_guards_no_way_out_of_the_caseload_a_closed_case_no_longer_counts_against_it(house: House):
    StaffProfile.objects.create(user=house.lead, caseload_limit=1)
    case = house.open()
    other = factories.PersonFactory()
    opening = {
        "person": other, "centre": house.centre, "organisation": house.agencies["job_centre"], "by": house.lead,
        "purpose": "돕기", "review_on": soon(), "scopes": ["plan"],
    }  # fmt: skip
    Assignment.objects.create(person=other, organisation=house.agencies["job_centre"], counsellor=house.lead)
    with pytest.raises(RuleBroken, match="한도 1건"):
        services.case_open(**opening)
    close(house, case)
    assert services.case_open(**opening).state == "open"


def test_a_full_caseload_is_overridden_in_words(house: House):
    StaffProfile.objects.create(user=house.staff["mental_health"], caseload_limit=1)
    case = house.open()
    other = factories.CaseFactory(centre=house.centre)
    CaseMember.objects.create(
        case=other, user=house.staff["mental_health"], organisation=house.agencies["mental_health"], role="member"
    )
    with pytest.raises(RuleBroken, match="한도"):
        house.join(case, "mental_health", "plan")
    assert house.join(case, "mental_health", "plan", override="자살 위험으로 급함").role == "member"


def test_closing_for_another_reason_wants_words(house: House):
    with pytest.raises(RuleBroken, match="어떤 까닭"):
        close(house, house.open(), reason="other")


def test_closing_ends_members_and_grants_and_the_last_lead_reads_for_ninety_days(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "health")
    close(house, case)
    assert house.scopes("mental_health") == set()
    assert not Case.objects.visible_to(house.staff["mental_health"]).exists()
    assert house.scopes("job_centre") == {"plan", "assessment", "notes", "health", "contact", "file"}
    ends = set(AccessGrant.objects.current().filter(user=house.lead).values_list("until", flat=True))
    case.refresh_from_db()
    assert len(ends) == 1
    assert abs(ends.pop() - case.closed_at - READS_AFTER) < dt.timedelta(seconds=1)
    with pytest.raises(PermissionDenied):
        note_write(case_id=case.pk, by=house.lead, body="뒤늦은 메모")


def test_after_ninety_days_the_last_lead_reads_no_more_and_the_person_still_does(house: House):
    case = close(house, house.open())
    ago = timezone.now() - dt.timedelta(minutes=1)
    CaseMember.objects.update(since=ago - dt.timedelta(days=100), until=ago)
    AccessGrant.objects.update(until=ago)
    assert not Case.objects.visible_to(house.lead).exists()
    assert not Entry.objects.visible_to(house.lead).exists()
    assert Case.objects.visible_to(house.user).get() == case


def test_a_closed_case_is_reopened_as_a_new_one_that_follows_it(house: House):
    case = close(house, house.open())
    new = services.case_reopen(
        case_id=case.pk, by=house.lead, organisation=house.agencies["job_centre"], purpose="다시", review_on=soon(),
        scopes=["plan"],
    )  # fmt: skip
    case.refresh_from_db()
    assert (new.follows, new.state, case.state) == (case, "open", "closed")
    with pytest.raises(RuleBroken, match="아직 마치지"):
        services.case_reopen(case_id=new.pk, by=house.lead, organisation=house.agencies["job_centre"])


def test_a_case_is_paused_until_a_day_and_goes_on_by_itself_when_it_comes(house: House):
    case = services.case_pause(case_id=house.open().pk, by=house.lead, until=soon(10), why="입원")
    assert case.state == "paused"
    Case.objects.update(paused_until=timezone.localdate(), review_on=timezone.localdate() - dt.timedelta(days=3))
    assert services.cases_resume_due() == 1
    case.refresh_from_db()
    assert (case.state, case.paused_until, case.review_on) == ("open", None, timezone.localdate())


def test_a_case_goes_to_another_lead_only_where_the_persons_consent_goes(house: House):
    case = house.open()
    to = {"to": house.staff["municipal_welfare"], "organisation": house.agencies["municipal_welfare"]}
    with pytest.raises(RuleBroken, match="먼저 동의"):
        services.case_transfer(case_id=case.pk, by=house.lead, why="가까움", **to)
    house.share("municipal_welfare", "plan", "notes")
    services.case_transfer(case_id=case.pk, by=house.lead, why="가까움", stay=True, **to)
    case.refresh_from_db()
    roles = dict(CaseMember.objects.current().filter(case=case).values_list("user", "role"))
    assert roles == {house.lead.pk: "member", house.staff["municipal_welfare"].pk: "lead"}
    assert case.consent.recipient == house.agencies["municipal_welfare"]


def test_a_case_is_handed_to_another_centre_and_team(house: House):
    case, centre = house.open(), factories.CentreFactory()
    colleague = factories.MembershipFactory(organisation=centre.organisation, role=Membership.Role.COUNSELLOR)
    house.agencies["other"] = centre.organisation
    house.share("other", "plan")
    services.case_transfer(
        case_id=case.pk, by=house.lead, to=colleague.user, organisation=centre.organisation, why="이사", centre=centre
    )
    case.refresh_from_db()
    assert case.centre == centre
    assert not Case.objects.visible_to(house.lead).exists()


def test_a_member_added_until_a_day_ends_with_it(house: House):
    member = house.join(house.open(), "mental_health", "plan", until=soon(7))
    grants = AccessGrant.objects.filter(user=house.staff["mental_health"])
    assert set(grants.values_list("until", flat=True)) == {member.until}


def test_a_changed_role_is_a_new_place_and_the_old_one_stays_to_be_read(house: House):
    member = house.join(house.open(), "mental_health", "plan", "notes")
    member_change(member_id=member.pk, by=house.lead, role="consulted")
    places = CaseMember.objects.filter(user=house.staff["mental_health"]).order_by("pk")
    assert [(place.role, place.until is None) for place in places] == [("member", False), ("consulted", True)]


def test_a_member_leaves_by_themselves_and_a_lead_by_handing_over(house: House):
    case = house.open()
    member = house.join(case, "mental_health", "plan")
    member_end(member_id=member.pk, by=house.staff["mental_health"])
    with pytest.raises(RuleBroken, match="넘긴 뒤에"):
        member_end(member_id=CaseMember.objects.get(role="lead").pk, by=house.lead)


def test_only_the_lead_adds_and_ends_members(house: House):
    case = house.open()
    member = house.join(case, "mental_health", "plan")
    house.share("small_loans", "plan")
    house.join(case, "municipal_welfare", "plan")
    with pytest.raises(PermissionDenied):
        member_add(
            case_id=case.pk, by=house.staff["mental_health"], user=house.staff["small_loans"],
            organisation=house.agencies["small_loans"],
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        member_end(member_id=member.pk, by=house.staff["municipal_welfare"])


def test_the_database_refuses_two_leads_and_two_places_of_one_user_at_once(house: House):
    case = house.open()
    for user, role in ((house.staff["mental_health"], "lead"), (house.lead, "member")):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseMember.objects.create(case=case, user=user, organisation=house.agencies["mental_health"], role=role)


# --- assessment ------------------------------------------------------------------------------------------------------


def test_health_debt_and_legal_rows_are_seen_only_with_the_grant_they_take(house: House):
    case = house.open()
    house.join(case, "municipal_welfare", "plan", "assessment", "debt")
    house.join(case, "mental_health", "plan", "assessment", "health")
    rows = {"health": {"level": 2, "need": "잠을 못 잠"}, "housing": {"level": 3}}
    assessment_make(case_id=case.pk, by=house.lead, rows=rows)
    seen = {
        kind: set(AssessmentRow.objects.visible_to(user).values_list("domain", flat=True))
        for kind, user in house.staff.items()
    }
    assert seen == {
        "job_centre": {"health", "housing"}, "mental_health": {"health", "housing"},
        "municipal_welfare": {"housing"}, "small_loans": set(),
    }  # fmt: skip
    assert AssessmentRow.objects.visible_to(house.user).count() == 2


def test_nobody_asks_about_what_they_may_not_see(house: House):
    case = house.open()
    with pytest.raises(PermissionDenied):
        assessment_make(case_id=case.pk, by=house.lead, rows={"debt": {"level": 1}})


def test_the_person_adds_their_words_to_an_assessment(house: House):
    case = house.open()
    made = assessment_make(case_id=case.pk, by=house.lead, rows={"housing": {"level": 2}})
    assessment_answer(assessment_id=made.pk, by=house.user, words="지금은 친구 집에 있어요")
    made.refresh_from_db()
    assert made.words == "지금은 친구 집에 있어요"
    with pytest.raises(PermissionDenied):
        assessment_answer(assessment_id=made.pk, by=house.lead, words="아님")


# --- notes -----------------------------------------------------------------------------------------------------------


def seen_by(house: House) -> dict[str, set[str]]:
    people = {"person": house.user} | house.staff
    return {
        name: {entry.body for entry in Entry.objects.visible_to(user).filter(kind="note")}
        for name, user in people.items()
    }


def test_a_note_is_seen_by_its_audience_and_a_health_note_only_by_those_with_a_need(house: House):
    case = house.open()
    house.join(case, "municipal_welfare", "plan", "notes")
    house.join(case, "mental_health", "plan", "notes", "health")
    write = {"case_id": case.pk, "by": house.lead}
    note_write(**write, body="팀", audience="team")
    note_write(**write, body="우리만", audience="agency")
    note_write(**write, body="본인도", audience="person")
    note_write(**write, body="건강", scope="health")
    assert seen_by(house) == {
        "person": {"본인도"}, "job_centre": {"팀", "우리만", "본인도", "건강"},
        "municipal_welfare": {"팀", "본인도"}, "mental_health": {"팀", "본인도", "건강"}, "small_loans": set(),
    }  # fmt: skip


def test_a_colleague_of_ones_own_agency_without_the_need_sees_no_health_note(house: House):
    case = house.open()
    note_write(case_id=case.pk, by=house.lead, body="건강", scope="health", audience="agency")
    colleague = factories.MembershipFactory(
        organisation=house.agencies["job_centre"], role=Membership.Role.COUNSELLOR
    ).user
    member_add(
        case_id=case.pk, by=house.lead, user=colleague, organisation=house.agencies["job_centre"], role="consulted"
    )
    assert not Entry.objects.visible_to(colleague).filter(scope="health").exists()


def test_a_note_about_what_one_may_not_see_is_refused(house: House):
    with pytest.raises(RuleBroken, match="볼 수 있는 동의가 없어"):
        note_write(case_id=house.open().pk, by=house.lead, body="빚", scope="debt")


def test_an_amendment_is_a_new_line_and_the_old_words_stay(house: House):
    note = note_write(case_id=house.open().pk, by=house.lead, body="수요일에 만남")
    amended = note_amend(entry_id=note.pk, by=house.lead, body="목요일에 만남")
    note.refresh_from_db()
    assert (note.body, amended.amends, amended.scope) == ("수요일에 만남", note, note.scope)


def test_guards_silent_last_write_wins_an_older_wording_cannot_be_amended_again(house: House):
    note = note_write(case_id=house.open().pk, by=house.lead, body="하나")
    note_amend(entry_id=note.pk, by=house.lead, body="둘")
    with pytest.raises(RuleBroken, match="그사이 이미 고친"):
        note_amend(entry_id=note.pk, by=house.lead, body="셋")


def test_only_the_writer_amends_a_note(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "notes")
    note = note_write(case_id=case.pk, by=house.lead, body="하나")
    with pytest.raises(PermissionDenied):
        note_amend(entry_id=note.pk, by=house.staff["mental_health"], body="둘")


def test_the_person_writes_into_the_timeline_for_all_who_help(house: House):
    case = house.open()
    entry = note_write(case_id=case.pk, by=house.user, body="월요일은 병원에 가요", scope="health", audience="agency")
    assert (entry.scope, entry.audience) == ("plan", "person")
    assert entry in Entry.objects.visible_to(house.lead)


# --- own data --------------------------------------------------------------------------------------------------------


def test_own_data_holds_the_case_but_no_agencys_own_papers(house: House):
    case = house.open()
    note_write(case_id=case.pk, by=house.lead, body="우리만", audience="agency")
    note_write(case_id=case.pk, by=house.lead, body="팀")
    held = export(house.person)["welfare_centres_cases"]
    assert [row["body"] for row in held["timeline"]] == ["", "팀"]
    assert {row["scope"] for row in held["shared"]} == set(case.consent.shared_scopes.values_list("scope", flat=True))


def test_erasing_a_person_ends_the_case_and_empties_its_words(house: House):
    case = house.open()
    note_write(case_id=case.pk, by=house.lead, body="팀")
    assessment_make(case_id=case.pk, by=house.lead, rows={"housing": {"level": 2, "need": "집"}})
    erase_in_rooms(house.person)
    erase_in_rooms(house.person)
    case.refresh_from_db()
    assert (case.state, case.purpose) == ("closed", "–")
    assert set(Entry.objects.filter(kind="note").values_list("body", flat=True)) == {"–"}
    assert AssessmentRow.objects.get().need == ""
    assert not AccessGrant.objects.current().filter(person=house.person, user__isnull=False).exists()


def test_the_words_of_a_case_closed_long_ago_go_and_its_figures_stay(house: House):
    case = house.open()
    note_write(case_id=case.pk, by=house.lead, body="팀")
    close(house, case)
    before = timezone.now() + dt.timedelta(seconds=1)
    assert (old_cases(before), old_cases(before)) == (1, 0)
    case.refresh_from_db()
    assert (case.close_reason, case.purpose) == ("goals_reached", "–")


def test_guards_no_single_view_what_every_agency_did_stands_in_one_timeline(house: House):
    case = house.open()
    for kind in ("municipal_welfare", "mental_health"):
        house.join(case, kind, "plan", "notes")
        note_write(case_id=case.pk, by=house.staff[kind], body=f"{kind}에서 만남")
    case_review(case_id=case.pk, by=house.lead, rows={"skills": {"level": 3}}, review_on=soon(30))
    seen = Entry.objects.visible_to(house.staff["mental_health"]).filter(case=case)
    assert {entry.organisation_id for entry in seen if entry.kind == "note"} == {
        house.agencies["municipal_welfare"].pk, house.agencies["mental_health"].pk,
    }  # fmt: skip
    assert {"case.opened", "member.added", "case.reviewed"} <= {entry.verb for entry in seen}
