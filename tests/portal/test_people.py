"""A counsellor's list and a person's file."""

import pytest
from django.urls import reverse

from accounts.models import AccessLog
from tests import factories

pytestmark = pytest.mark.django_db


def test_opening_a_file_is_logged_with_its_purpose(world):
    client = world.client("counsellor")
    client.get(reverse("portal:person", args=[world.jobseeker.person.public_id]))
    log = AccessLog.objects.get(person=world.jobseeker.person)
    assert (log.actor, log.purpose) == (world.counsellor.user, "counselling")


def test_another_counsellors_person_is_not_there(world):
    stranger = factories.JobseekerFactory()
    page = reverse("portal:person", args=[stranger.person.public_id])
    assert world.client("counsellor").get(page).status_code == 404
    assert not AccessLog.objects.exists()


def test_a_name_is_looked_for_without_entering_the_address(world):
    client, page = world.client("counsellor"), reverse("portal:people")
    assert world.jobseeker.person.name in client.post(page, {"q": world.jobseeker.person.name}).content.decode()
    assert 'method="post"' in client.get(page).content.decode()
    nobody = client.post(page, {"q": "없는이름"}).content.decode()
    assert reverse("portal:person", args=[world.jobseeker.person.public_id]) not in nobody


def test_a_file_says_why_its_person_needs_attention_and_leads_to_the_profile(world):
    page = world.client("counsellor").get(reverse("portal:person", args=[world.jobseeker.person.public_id]))
    text = page.content.decode()
    assert "새로 맡음: 첫 상담을 잡을 때" in text
    assert reverse("jobseekers:profile_for", args=[world.jobseeker.person.public_id]) in text
