import pytest

from tests.welfare_centres.cases import House, make_house


@pytest.fixture
def house(db: None) -> House:
    return make_house()
