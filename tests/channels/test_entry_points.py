"""Where a service begins, the page says how else it can be had, and follows the ministry's rule."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from channels import services
from channels.models import Service
from tests import factories
from tests.factories import channel_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobseeker():
    services.channels_load()
    return factories.JobseekerFactory(searching=True, person__birth_date=dt.date(1985, 1, 1))


def pages():
    run = factories.CourseRunFactory()
    programme = factories.ProgrammeFactory()
    course = reverse("almp_programmes:apply", args=[run.course.programme.public_id])
    return {
        "programme_apply": reverse("almp_programmes:apply", args=[programme.public_id]),
        "course_enrol": f"{course}?run={run.public_id}",
        "job_apply": reverse("matching:apply", args=[factories.VacancyFactory().public_id]),
    }


def first_way(page):
    """The channel the page recommends: the badge stands in its row."""
    part = page.split("이렇게 받을 수 있어요</h2>")[1]
    row = part.split("<li")[1]
    assert "권해요" in row
    return row.split("<b>")[1].split("</b>")[0]


@pytest.mark.parametrize("code", ["programme_apply", "course_enrol", "job_apply"])
def test_the_entry_point_follows_when_the_ministry_edits_the_rule(client, jobseeker, code):
    address = pages()[code]
    client.force_login(jobseeker.person.user)
    assert first_way(client.get(address).content.decode()) == "센터 방문"  # no phone, no e-mail: the shipped rule
    first, second = (factories.MembershipFactory(analyst=True).user for _n in range(2))
    row = services.channel_rules_write(
        service_id=Service.objects.get(code=code).pk, lines=[channel_line(recommended="phone")],
        valid_from=timezone.localdate(), why="전화가 더 빠름", by=first,
    )  # fmt: skip
    services.channel_rules_propose(channel_rules_id=row.pk, by=first)
    assert first_way(client.get(address).content.decode()) == "센터 방문"
    services.channel_rules_approve(channel_rules_id=row.pk, by=second)
    assert first_way(client.get(address).content.decode()) == "전화"


def test_registration_says_how_else_it_can_be_done(client):
    services.channels_load()
    user = factories.UserFactory(as_person=True)
    client.force_login(user)
    page = client.get(reverse("jobseekers:register"), follow=True).content.decode()
    assert first_way(page) == "센터 방문"


def test_the_ministry_writes_and_another_approves_over_the_pages(client, jobseeker):
    first, second = (factories.MembershipFactory(analyst=True).user for _n in range(2))
    client.force_login(first)
    address = reverse("channels:rules_edit", args=["job_apply"])
    line = {"group": "", "recommended": "phone", "fallback": "centre", "why_ko": "전화가 빨라요", "why_en": "Quicker"}
    data = {f"line-0-{name}": value for name, value in line.items()} | {
        "line-0-allowed": ["phone", "centre"], "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0",
        "valid_from": timezone.localdate().isoformat(), "why": "시험",
    }  # fmt: skip
    assert "등록된 1명" in client.post(address, data | {"action": "preview"}).content.decode()
    assert client.post(address, data | {"line-0-fallback": "", "action": "propose"}).status_code == 422
    client.post(address, data | {"action": "propose"})
    written = Service.objects.get(code="job_apply").channel_rules.get(state="proposed")
    assert client.get(reverse("channels:rules", args=[written.public_id])).status_code == 200
    decide = reverse("channels:rules_decide", args=[written.public_id])
    assert client.post(decide, {"action": "approve"}).status_code == 403
    client.force_login(second)
    client.post(decide, {"action": "approve"})
    assert Service.objects.get(code="job_apply").channel_rules.get(state="live").version == 2
