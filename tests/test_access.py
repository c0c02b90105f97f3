"""Who may open which page: every named URL has a row, and every row is tried for every role."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import ACCESS, ARGS
from tests.world import ROLES, World

# Third parties' own pages, whose access their own suites check; ours to check is that staff need a second factor.
FOREIGN = ("account_", "mfa_", "socialaccount_", "kakao_", "naver_", "headless")


def _named(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _named(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}"


def named_urls() -> set[str]:
    return {name for name in _named(get_resolver()) if not name.startswith(FOREIGN)}


def test_every_page_has_an_access_row():
    assert named_urls() == set(ACCESS)


def test_every_row_answers_for_every_role():
    assert {name: set(row) for name, row in ACCESS.items() if set(row) != set(ROLES)} == {}


@pytest.mark.parametrize("role", ROLES)
def test_pages_answer_each_role_as_the_table_says(world: World, role: str):
    client, wrong = world.client(role), {}
    for name, row in ACCESS.items():
        address = reverse(name, kwargs=ARGS[name](world) if name in ARGS else None)
        expected = row[role] if isinstance(row[role], set) else {row[role]}
        status = client.get(address).status_code
        if status not in expected:
            wrong[name] = (status, expected)
    assert wrong == {}
