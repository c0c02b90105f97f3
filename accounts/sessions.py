"""Sessions in the database, read by a prepared query: every page of a signed-in reader begins with one."""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.prepared import Prepared

_sessions = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=dt.datetime
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = _sessions.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
