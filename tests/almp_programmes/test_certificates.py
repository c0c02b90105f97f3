import io

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader
from stdnum import damm

from accounts.models import Membership, Organisation
from almp_programmes.certificate_pdf import certificate_pdf
from almp_programmes.models import Learner
from almp_programmes.selectors.certificates import certificate_of_number
from almp_programmes.services.certificates import certificate_issue, certificate_revoke
from almp_programmes.views.certificates import CHECKS
from channels.models import Message
from core.display import mask_name
from core.errors import RuleBroken
from tests import factories
from tests.almp_programmes.lessons import small_course
from tests.world import signed_in


@pytest.fixture
def trainer(db):
    provider = factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER, name_ko="배움터")
    return factories.MembershipFactory(organisation=provider, role=Membership.Role.TRAINER)


@pytest.fixture
def lessons(trainer):
    holder = factories.UserFactory(person=factories.PersonFactory(name="김민지"))
    return small_course(learner=holder, finished=True, provider=trainer.organisation)


@pytest.fixture
def certificate(lessons):
    return lessons.certificate


def verify(client, typed):
    return client.get(reverse("almp_programmes:certificate_verify"), {"number": typed}).content.decode()


def test_a_number_is_twelve_digits_the_last_of_which_checks_the_others(certificate):
    assert damm.is_valid(certificate.number)
    assert certificate.spoken == "-".join([certificate.number[:4], certificate.number[4:8], certificate.number[8:]])


def test_it_is_found_however_its_number_is_typed(certificate):
    number = certificate.number
    for typed in (number, certificate.spoken, " ".join(number), f"{number[:4]}–{number[4:]}"):
        assert certificate_of_number(typed) == certificate


def test_a_slip_of_one_digit_asks_the_database_nothing(certificate, django_assert_num_queries):
    slip = str((int(certificate.number[0]) + 1) % 10) + certificate.number[1:]
    with django_assert_num_queries(0):
        assert certificate_of_number(slip) is None


def test_issuing_twice_gives_the_same(lessons, certificate):
    assert certificate_issue(learner=lessons.learner) == certificate


def test_an_unfinished_course_gives_none(trainer):
    learner = small_course(learner=factories.UserFactory(), provider=trainer.organisation).learner
    with pytest.raises(RuleBroken):
        certificate_issue(learner=learner)


def test_a_stranger_cannot_issue(lessons):
    with pytest.raises(PermissionDenied):
        certificate_issue(learner=Learner.objects.get(), by=factories.MembershipFactory().user)


def test_anybody_can_check_it_and_sees_the_name_in_part(client, certificate):
    page = verify(client, certificate.spoken)
    assert "유효해요" in page
    assert "김*지" in page
    assert "김민지" not in page


def test_a_revoked_one_says_so_and_not_why(client, certificate, trainer):
    certificate_revoke(certificate_id=certificate.pk, by=trainer.user, reason="다른 사람이 대신 풀었음")
    page = verify(client, certificate.spoken)
    assert "취소된 수료증이에요" in page
    assert "대신 풀었음" not in page
    assert Message.objects.filter(template="certificate_revoked", medium="in_app").get().body.count("대신 풀었음") == 1


def test_revoking_needs_a_reason(certificate, trainer):
    with pytest.raises(RuleBroken):
        certificate_revoke(certificate_id=certificate.pk, by=trainer.user, reason="  ")


def test_another_provider_cannot_revoke_and_the_ministry_can(certificate, world):
    other = factories.MembershipFactory(
        organisation=factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER), role=Membership.Role.TRAINER
    )
    with pytest.raises(PermissionDenied):
        certificate_revoke(certificate_id=certificate.pk, by=other.user, reason="까닭")
    page = reverse("almp_programmes:certificate_revoke", args=[certificate.public_id])
    assert signed_in(other.user).get(page).status_code == 404
    assert world.client("analyst").post(page, {"reason": "잘못 나감"}).status_code == 302
    certificate.refresh_from_db()
    assert (certificate.state, certificate.transitions.count()) == ("revoked", 2)


def test_too_many_checks_from_one_address_are_refused(client, certificate, monkeypatch):
    monkeypatch.setitem(CHECKS, "verify", "3/m/ip")
    cache.clear()
    address = reverse("almp_programmes:certificate_number", args=[certificate.spoken])
    assert [client.get(address).status_code for _time in range(4)] == [200, 200, 200, 429]


def test_the_paper_carries_name_number_and_both_titles(certificate):
    text = PdfReader(io.BytesIO(certificate_pdf(certificate))).pages[0].extract_text()
    for words in ("김민지", certificate.spoken, "작은 과정", "Small course", "수료증", "배움터"):
        assert words in text


@pytest.mark.parametrize(
    ("name", "masked"),
    [("김민지", "김*지"), ("김수", "김*"), ("남궁민수", "남**수"), ("Jane Doe", "J*** D**"), ("", "")],
)
def test_a_name_is_masked(name, masked):
    assert mask_name(name) == masked
