import pytest

from almp_programmes.services.reference import programmes_load
from taxonomy.services.reference import _measures


@pytest.fixture
def offer(db):
    """The shipped programmes with their rules."""
    _measures()
    return programmes_load()
