"""The planner's scenarios: written by their owner, read by colleagues when shared, copied by any reader."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from almp_programmes.models import Scenario, ScenarioMove
from almp_programmes.planning import Key, changes
from almp_programmes.policies.money import can_change_scenario, can_plan
from almp_programmes.selectors.scenarios import cells_of, moves_of
from core.display import won as won_words
from core.errors import RuleBroken
from core.events import record

MOST_MOVES = 30


@transaction.atomic
def scenario_create(*, name: str, base: str, base_year: int, by: User, note: str = "") -> Scenario:
    if not can_plan(by):
        raise PermissionDenied
    if not cells_of(base, base_year):
        raise RuleBroken(
            _("%(year)s년에는 바탕으로 삼을 자료가 없어요. 다른 해를 고르세요.") % {"year": base_year}, field="base"
        )
    try:
        with transaction.atomic():
            scenario: Scenario = Scenario.objects.create(
                name=name.strip(), base=base, base_year=base_year, owner=by, note=note.strip()
            )
    except IntegrityError:
        raise RuleBroken(_("같은 이름의 시나리오가 있어요. 다른 이름을 적으세요."), field="name") from None
    record("scenario.created", actor=by, target=scenario)
    return scenario


@transaction.atomic
def scenario_copy(*, scenario_id: int, by: User) -> Scenario:
    """A copy of one's own, to change, under a name that none of those one sees has."""
    original = Scenario.objects.visible_to(by).get(pk=scenario_id)
    name, number = original.name[:70], 2
    while Scenario.objects.visible_to(by).filter(name=name).exists():
        name, number = f"{original.name[:70]} ({number})", number + 1
    copy = scenario_create(name=name, base=original.base, base_year=original.base_year, by=by, note=original.note)
    for move in original.moves.all():
        move.pk, move.scenario = None, copy
        move.save(force_insert=True)
    return copy


def _locked(scenario_id: int, by: User) -> Scenario:
    scenario: Scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario_id)
    if not can_change_scenario(by, scenario):
        raise PermissionDenied
    return scenario


@transaction.atomic
def move_add(*, scenario_id: int, source: Key, target: Key, won: int, by: User) -> ScenarioMove:
    scenario = _locked(scenario_id, by)
    if source == target:
        raise RuleBroken(_("옮겨 올 곳과 옮겨 갈 곳이 같아요. 한쪽을 바꾸세요."), field="target")
    if scenario.moves.count() >= MOST_MOVES:
        raise RuleBroken(
            _("한 시나리오에는 %(most)s번까지 옮길 수 있어요. 시나리오를 나누세요.") % {"most": MOST_MOVES}
        )
    base = {cell.key: cell.won for cell in cells_of(scenario.base, scenario.base_year)}
    held = base.get(source)
    if held is None:
        raise RuleBroken(
            _("이 유형의 바탕 금액은 공표되지 않아 덜어 낼 수 없어요. 다른 유형을 고르세요."), field="source"
        )
    left = held + changes(moves_of(scenario)).get(source, 0)
    if won > left:
        raise RuleBroken(
            _("옮길 수 있는 돈은 %(left)s까지예요. 그 안에서 적으세요.") % {"left": won_words(max(left, 0))},
            field="won",
        )
    move: ScenarioMove = scenario.moves.create(
        from_measure=source[0], from_group_id=source[1], to_measure=target[0], to_group_id=target[1], won=won
    )
    record("scenario.moved", actor=by, target=scenario, won=won)
    return move


@transaction.atomic
def move_remove(*, scenario_id: int, move_id: int, by: User) -> None:
    """Refused where another move passes the money on."""
    scenario = _locked(scenario_id, by)
    scenario.moves.filter(pk=move_id).delete()
    changed = changes(moves_of(scenario))
    for cell in cells_of(scenario.base, scenario.base_year):
        if cell.won is not None and cell.won + changed.get(cell.key, 0) < 0:
            raise RuleBroken(_("이 돈을 다시 옮긴 줄이 있어요. 그 줄을 먼저 지우세요."))
    record("scenario.move_removed", actor=by, target=scenario)


@transaction.atomic
def scenario_share(*, scenario_id: int, shared: bool, by: User) -> Scenario:
    scenario = _locked(scenario_id, by)
    scenario.shared = shared
    scenario.save(update_fields=["shared", "updated_at"])
    record("scenario.shared" if shared else "scenario.unshared", actor=by, target=scenario)
    return scenario


@transaction.atomic
def scenario_delete(*, scenario_id: int, by: User) -> None:
    scenario = _locked(scenario_id, by)
    record("scenario.deleted", actor=by, target=scenario)
    scenario.delete()
