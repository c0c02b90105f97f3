import pytest
from django.db import transaction

from taxonomy.services.reference import reference_load


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The starter, loaded once a module inside a transaction that is rolled back: each load takes a second."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference_load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def starter(_loaded, db):
    """The starter's rows, in a transaction of the test's own."""


@pytest.fixture
def write(tmp_path):
    """A file with the text, in the encoding: `write("a.csv", "x,y\\n1,2\\n", "cp949")`."""

    def make(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make
