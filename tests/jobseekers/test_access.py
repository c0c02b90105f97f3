import pytest
from django.urls import reverse

from tests.access import ACCESS
from tests.access.jobseekers import ACCESS as OWN
from tests.access.jobseekers import ARGS
from tests.world import ROLES, build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_profile_pages_answer_each_role_as_the_table_says(role):
    world = build()
    client, wrong = world.client(role), {}
    for name in OWN:
        row = ACCESS[name]
        status = client.get(reverse(name, kwargs=ARGS[name](world))).status_code
        if status != row[role]:
            wrong[name] = (status, row[role])
    assert wrong == {}
