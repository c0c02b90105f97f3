"""Lines of the books: told once however often they come."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from almp_programmes.models import MoneyEntry, Programme, TargetGroup
from core.errors import RuleBroken
from core.events import record


@transaction.atomic
def money_record(
    *,
    kind: str,
    year: int,
    programme: Programme,
    won: int,
    on: dt.date,
    source: str,
    key: str,
    province: str = "",
    target_group: TargetGroup | None = None,
    note: str = "",
    by: User | None = None,
) -> MoneyEntry:
    """Book one line. A key that came before gives the line it made; with another content it is refused."""
    wanted = {
        "kind": kind, "year": year, "programme_id": programme.pk, "province": province,
        "target_group_id": target_group.pk if target_group else None, "won": won, "on": on,
    }  # fmt: skip
    line, made = MoneyEntry.objects.get_or_create(
        source=source, key=key, defaults={**wanted, "note": note[:200], "by": by}
    )
    if not made:
        if other := [name for name, value in wanted.items() if getattr(line, name) != value]:
            raise RuleBroken(
                _("‘%(key)s’는 다른 내용으로 이미 기록되어 있어요(%(other)s). 고치려면 새 번호로 차액을 적으세요.")
                % {"key": f"{source} {key}", "other": ", ".join(other)}
            )
        return line
    record("money.recorded", actor=by, target=line, kind=kind, won=won, year=year)
    return line
