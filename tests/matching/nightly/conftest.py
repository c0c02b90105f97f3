"""What tests of nights share."""

import pytest
from django.db import connection

from matching.nightly.swapping import parts_live


@pytest.fixture
def nights():
    """These tests commit: the table is left as a new database has it."""
    yield
    with connection.cursor() as cursor:
        for part in parts_live():
            cursor.execute(f"DROP TABLE {part}")
        cursor.execute("CREATE TABLE matching_recommendation_0 PARTITION OF matching_recommendation FOR VALUES IN (0)")
