"""What each agency may see follows from consents, rules and roles, at once and exactly."""

import datetime as dt
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccessGrant, Consent, Membership
from accounts.services import consent_withdraw, membership_end
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.cases import House, soon
from welfare_centres.models import AgencyKind, Case, CaseMember, SharingRule
from welfare_centres.selectors.sharing import who_sees_what
from welfare_centres.services import cases as case_services
from welfare_centres.services.members import member_add, member_change, member_end
from welfare_centres.services.reference import centres_reference_load
from welfare_centres.services.sharing import consent_to, sharing_night, sharing_withdraw


def test_the_reference_data_is_loaded_twice_without_change(db):
    centres_reference_load()
    assert {report.written for report in centres_reference_load()} == {0}
    assert {rule.law_ko for rule in SharingRule.objects.filter(ground="law", verified=True)} == {
        "구직자취업촉진법 제13조제2항·제3항", "개인정보 보호법 제15조",
    }  # fmt: skip


def test_a_rule_that_was_ended_stays_ended_when_the_reference_is_loaded_again(db):
    centres_reference_load()
    SharingRule.objects.filter(scope="file").update(valid_to=timezone.localdate())
    centres_reference_load()
    assert not SharingRule.objects.in_force(timezone.localdate()).filter(scope="file").exists()


def test_a_rule_on_health_without_a_need_is_refused_by_the_database(db):
    kind = AgencyKind.objects.create(code="x", name_ko="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SharingRule.objects.create(
            agency_kind=kind, scope="health", ground="consent", need_ko="", valid_from=dt.date(2026, 1, 1)
        )


def test_an_agency_sees_the_parts_that_the_person_chose_and_no_other(house: House):
    case = house.open()
    house.join(case, "municipal_welfare", "plan", "notes", "debt")
    assert house.scopes("municipal_welfare") == {"plan", "plan_write", "notes", "debt"}
    grant = AccessGrant.objects.current().get(user=house.staff["municipal_welfare"], scope="debt")
    consent = consent_to(house.person, house.agencies["municipal_welfare"])
    assert (grant.source, grant.ground, grant.purpose) == (f"accounts.consent:{consent.pk}", "consent", case.purpose)


def test_a_part_that_no_rule_names_a_need_for_cannot_be_chosen(house: House):
    with pytest.raises(RuleBroken, match="볼 수 없는"):
        house.share("small_loans", "plan", "health")


def test_who_is_asked_for_an_opinion_sees_less_and_does_not_write_the_plan(house: House):
    house.join(house.open(), "mental_health", "plan", "assessment", "notes", "health", role="consulted")
    assert house.scopes("mental_health") == {"plan", "assessment"}


def test_a_new_choice_takes_the_place_of_the_old_one_and_the_case_goes_on(house: House):
    case = house.open()
    before = case.consent
    house.share("job_centre", "plan", "notes")
    case.refresh_from_db()
    before.refresh_from_db()
    assert before.withdrawn_at is not None
    assert (case.state, case.consent) == ("open", consent_to(house.person, house.agencies["job_centre"]))
    assert house.scopes("job_centre") == {"plan", "plan_write", "notes"}


def test_the_same_choice_again_changes_nothing(house: House):
    case = house.open()
    house.share("job_centre", "plan", "assessment", "notes", "health", "contact", "file")
    case.refresh_from_db()
    assert Consent.objects.filter(person=house.person, purpose="share_agency").count() == 1


def test_what_staff_took_down_with_the_person_beside_them_says_so(house: House):
    house.open()
    house.share("municipal_welfare", "plan", by=house.lead)
    house.share("mental_health", "plan")
    assert consent_to(house.person, house.agencies["municipal_welfare"]).taken_by == house.lead
    assert consent_to(house.person, house.agencies["mental_health"]).taken_by is None


def test_staff_who_do_not_help_the_person_cannot_take_their_consent(house: House):
    with pytest.raises(PermissionDenied):
        house.share("mental_health", "plan", by=house.staff["small_loans"])


def test_a_withdrawal_ends_the_agencys_grants_and_its_places_at_once(house: House):
    case = house.open()
    member = house.join(case, "mental_health", "plan", "health")
    sharing_withdraw(person=house.person, recipient=house.agencies["mental_health"], by=house.user)
    member.refresh_from_db()
    assert house.scopes("mental_health") == set()
    assert member.until <= timezone.now()
    assert not Case.objects.visible_to(house.staff["mental_health"]).exists()
    assert house.scopes("job_centre") >= {"plan", "notes"}


def test_a_withdrawal_on_the_page_of_all_consents_ends_the_agencys_places_too(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "health")
    consent_withdraw(consent=consent_to(house.person, house.agencies["mental_health"]))
    assert not Case.objects.visible_to(house.staff["mental_health"]).exists()
    assert case.entries.filter(verb="sharing.withdrawn").exists()


def test_a_case_whose_own_consent_is_withdrawn_is_closed_and_open_to_no_member(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "health")
    consent_withdraw(consent=case.consent)
    case.refresh_from_db()
    assert (case.state, case.close_reason, case.outcome) == ("closed", "own_wish", "unknown")
    assert not CaseMember.objects.current().filter(case=case).exists()
    assert not AccessGrant.objects.current().filter(person=house.person, user__isnull=False).exists()
    assert Case.objects.visible_to(house.user).get() == case


def test_what_the_law_opens_stays_when_consent_is_withdrawn_in_a_case_by_law(house: House):
    case = house.open((), ground="law", law="구직자취업촉진법 제13조")
    house.join(case, "municipal_welfare", "plan", "notes", "debt")
    assert house.scopes("municipal_welfare") == {"plan", "plan_write", "assessment", "contact", "notes", "debt"}
    sharing_withdraw(person=house.person, recipient=house.agencies["municipal_welfare"], by=house.user)
    assert house.scopes("municipal_welfare") == {"plan", "plan_write", "assessment", "contact"}


def test_the_law_opens_nothing_in_a_case_that_rests_on_consent(house: House):
    case = house.open()
    with pytest.raises(RuleBroken, match="동의를 먼저"):
        member_add(
            case_id=case.pk, by=house.lead, user=house.staff["municipal_welfare"],
            organisation=house.agencies["municipal_welfare"],
        )  # fmt: skip


def test_a_rule_that_ends_closes_its_part_at_that_midnight_without_any_task(house: House):
    tomorrow = soon(1)
    SharingRule.objects.filter(scope="notes", agency_kind__code="job_centre", ground="consent").update(
        valid_to=tomorrow
    )
    house.open()
    grant = AccessGrant.objects.get(user=house.lead, scope="notes")
    assert timezone.localtime(grant.until) == timezone.make_aware(dt.datetime.combine(tomorrow, dt.time()))


def test_the_night_opens_what_a_rule_that_began_opens(house: House):
    rules = SharingRule.objects.filter(scope="notes", agency_kind__code="job_centre", ground="consent")
    rules.update(valid_from=soon(1))
    SharingRule.objects.filter(pk__in=rules).update(valid_from=timezone.localdate())
    house.open()
    SharingRule.objects.filter(pk__in=rules).update(valid_from=soon(1))
    sharing_night()  # nothing began or ended lately: what stands is not touched
    SharingRule.objects.filter(scope="notes", agency_kind__code="job_centre").update(
        valid_from=timezone.localdate() - dt.timedelta(days=1), valid_to=timezone.localdate()
    )
    assert sharing_night() == 1
    assert "notes" not in house.scopes("job_centre")


def test_the_table_says_of_each_part_whether_it_is_seen_and_why(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "health")
    rows = {row.organisation: row for row in who_sees_what(house.person, case)}
    cells = {cell.scope: cell for cell in rows[house.agencies["mental_health"]].cells}
    assert (cells["health"].ground, cells["health"].rule.need_ko) == ("consent", "마음 건강 상담과 치료를 이어 주려고")
    assert (cells["notes"].ground, cells["notes"].may) == ("", True)
    assert (cells["debt"].ground, cells["debt"].may) == ("", False)


def test_who_leaves_an_agency_leaves_its_cases_and_what_they_led_goes_to_a_colleague(house: House):
    case = house.open()
    colleague = factories.MembershipFactory(
        organisation=house.agencies["job_centre"], role=Membership.Role.CENTRE_MANAGER
    )
    counsellor = factories.MembershipFactory(
        organisation=house.agencies["job_centre"], role=Membership.Role.COUNSELLOR
    )
    membership = Membership.objects.get(user=house.lead)
    membership_end(membership=membership, by=house.lead, hand_over_to=counsellor.user)
    assert CaseMember.objects.current().get(case=case, role="lead").user == colleague.user
    assert not AccessGrant.objects.current().filter(user=house.lead).exists()
    assert AccessGrant.objects.current().filter(user=colleague.user, scope="plan_write").exists()


# --- grants after any sequence of deeds ------------------------------------------------------------------------------

CHOICES = {
    "job_centre": ("plan", "assessment", "notes", "health", "contact", "profile", "programmes", "file"),
    "municipal_welfare": ("plan", "assessment", "notes", "health", "debt", "legal", "contact"),
    "mental_health": ("plan", "assessment", "notes", "health", "contact"),
    "small_loans": ("plan", "assessment", "debt", "legal", "contact"),
}
LAW = {
    "job_centre": {"plan", "programmes", "assessment", "notes", "contact"},
    "municipal_welfare": {"plan", "assessment", "contact"},
}


def from_scratch(house: House) -> set[tuple[int, str]]:
    """An oracle of its own: who may see what, from the rows as they stand, without the code that is tested."""
    kinds = {organisation.pk: kind for kind, organisation in house.agencies.items()}
    chosen = {
        one.recipient_id: set(one.shared_scopes.values_list("scope", flat=True))
        for one in Consent.objects.filter(person=house.person, withdrawn_at=None, recipient__isnull=False)
    }
    found = set()
    for member in CaseMember.objects.filter(case__person=house.person).select_related("case"):
        if member.until is not None and member.until <= timezone.now():
            continue
        kind = kinds[member.organisation_id]
        open_parts = chosen.get(member.organisation_id, set()) & set(CHOICES[kind])
        if member.case.ground == "law":
            open_parts |= LAW.get(kind, set())
        if member.role == "consulted":
            open_parts &= {"plan", "assessment"}
        elif "plan" in open_parts and member.case.state != "closed":
            open_parts.add("plan_write")
        found |= {(member.user_id, part) for part in open_parts}
    return found


class Deeds:
    """Random deeds on one house; what a rule refuses is left undone."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice = house, random.Random(seed)

    def case(self) -> Case | None:
        return Case.objects.filter(person=self.house.person).order_by("-pk").first()

    def kind(self) -> str:
        return self.dice.choice(list(CHOICES))

    def lead(self) -> object:
        lead = CaseMember.objects.current().filter(case=self.case(), role="lead").select_related("user").first()
        return lead.user if lead else self.house.lead

    def open(self) -> None:
        law = self.dice.random() < 0.5
        self.house.open(
            () if law else self.some("job_centre"), ground="law" if law else "consent", law="제13조" if law else ""
        )

    def some(self, kind: str) -> tuple[str, ...]:
        return tuple(self.dice.sample(CHOICES[kind], self.dice.randint(1, len(CHOICES[kind]))))

    def choose(self) -> None:
        kind = self.kind()
        self.house.share(kind, *self.some(kind))

    def withdraw(self) -> None:
        sharing_withdraw(person=self.house.person, recipient=self.house.agencies[self.kind()], by=self.house.user)

    def add(self) -> None:
        kind = self.kind()
        member_add(
            case_id=self.case().pk, by=self.lead(), user=self.house.staff[kind],
            organisation=self.house.agencies[kind], role=self.dice.choice(["member", "consulted"]),
            until=self.dice.choice([None, soon(3)]),
        )  # fmt: skip

    def member(self) -> CaseMember:
        return self.dice.choice(list(CaseMember.objects.current().filter(case=self.case()).order_by("pk")))

    def change(self) -> None:
        member_change(member_id=self.member().pk, by=self.lead(), role=self.dice.choice(["member", "consulted"]))

    def end(self) -> None:
        member_end(member_id=self.member().pk, by=self.lead())

    def transfer(self) -> None:
        kind = self.kind()
        case_services.case_transfer(
            case_id=self.case().pk, by=self.lead(), to=self.house.staff[kind],
            organisation=self.house.agencies[kind], why="가까워서", stay=self.dice.random() < 0.5,
        )  # fmt: skip

    def pause(self) -> None:
        case_services.case_pause(case_id=self.case().pk, by=self.lead(), until=soon(5))

    def resume(self) -> None:
        case_services.case_resume(case_id=self.case().pk, by=self.lead())

    def close(self) -> None:
        case_services.case_close(case_id=self.case().pk, by=self.lead(), reason="goals_reached", outcome="better")

    def one(self) -> bool:
        """Whether it was done."""
        weights = {
            "open": 4, "choose": 5, "withdraw": 2, "add": 6, "change": 3, "end": 2, "transfer": 3, "pause": 1,
            "resume": 1, "close": 1,
        }  # fmt: skip
        name = self.dice.choices(list(weights), list(weights.values()))[0]
        try:
            with transaction.atomic():
                getattr(self, name)()
        except (RuleBroken, PermissionDenied, AttributeError, IndexError):  # no case, no member, or a rule
            return False
        return True


@pytest.mark.parametrize("seed", range(12))
def test_after_any_sequence_of_deeds_the_grants_are_those_computed_from_scratch(house: House, seed: int):
    deeds = Deeds(house, seed)
    done = 0
    for _deed in range(40):
        done += deeds.one()
        grants = list(
            AccessGrant.objects.current()
            .filter(person=house.person, user__isnull=False)
            .values_list("user_id", "scope", "source")
        )
        assert len(grants) == len(set(grants))
        assert {(user, scope) for user, scope, _source in grants} == from_scratch(house)
        live = Case.objects.live().filter(person=house.person).first()
        assert live is None or CaseMember.objects.current().filter(case=live, role="lead").count() == 1
    assert done >= 8
