"""Two records of one human become one, and can become two again.

Every row that points at the merged person moves to the kept one, found through the models themselves, so a room
added later is covered. A row that cannot move, because the kept person has its like already, stays and is named.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.joining import records_join
from accounts.models import Membership, Person, PersonMerge, User
from accounts.policies import can_merge, has_role
from accounts.services.people import access_note
from core.errors import RuleBroken
from core.events import record

LEFT = "left"
USER = "user_switched_off"
STAND_IN = "user_stood_in"


def pointers() -> Iterator[tuple[type[models.Model], str]]:
    """Each (model, field) that points at a person, but for the merge's own records."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):  # one-to-one is a kind of it
            continue
        model = relation.related_model
        if model in (Person, PersonMerge) or model._meta.proxy or model._meta.auto_created:
            continue
        yield model, relation.field.name


def _label(model: type[models.Model], field: str) -> str:
    return f"{model._meta.label_lower}.{field}"


@transaction.atomic
def person_merge(*, kept: Person, merged: Person, by: User) -> PersonMerge:
    if not can_merge(by, kept, merged):
        raise PermissionDenied
    if kept.pk == merged.pk:
        raise RuleBroken(_("서로 다른 두 사람을 골라 주세요."))
    records_join(kept, merged, by)
    locked = {
        person.pk: person
        for person in Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    }
    kept, merged = locked[kept.pk], locked[merged.pk]
    if any(person.merged_into_id or person.erased_at for person in (kept, merged)):
        raise RuleBroken(_("이미 합쳤거나 지운 기록이에요. 목록을 새로 고쳐 주세요."))
    moved: dict[str, Any] = {}
    _stand_in_gives_way(kept, merged, moved)
    for model, field in pointers():
        gone, left = _move(model, field, merged.pk, kept.pk)
        if gone:
            moved[_label(model, field)] = gone
        if left:
            moved.setdefault(LEFT, {})[_label(model, field)] = left
    _switch_off_second_user(merged, moved)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into", "updated_at"])
    merge = PersonMerge.objects.create(kept=kept, merged=merged, by=by, moved=moved)
    for person in (kept, merged):
        access_note(actor=by, organisation=None, person=person, what="merge", purpose="merging")
    record("person.merged", actor=by, target=merge, kept=kept.pk, merged=merged.pk)
    return merge


def _move(model: type[models.Model], field: str, source: int, target: int) -> tuple[list[int], list[int]]:
    rows = model._base_manager.filter(**{field: source})
    pks = list(rows.values_list("pk", flat=True).order_by("pk"))
    if not pks:
        return [], []
    try:
        with transaction.atomic():
            rows.update(**{field: target})
            return pks, []
    except IntegrityError:  # some of them have their like already: one by one
        pass
    gone, left = [], []
    for pk in pks:
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field: target})
            gone.append(pk)
        except IntegrityError:
            left.append(pk)
    return gone, left


def _stand_in_gives_way(kept: Person, merged: Person, moved: dict[str, Any]) -> None:
    """A user by which staff acted for the kept person, and nobody signs in, makes room for the real one."""
    stand_in = User.objects.filter(person=kept, email=None, phone=None, is_active=False).first()
    if stand_in is not None and User.objects.filter(person=merged).exists():
        User.objects.filter(pk=stand_in.pk).update(person=None)
        moved[STAND_IN] = stand_in.pk


def _switch_off_second_user(merged: Person, moved: dict[str, Any]) -> None:
    """Both had a user: the kept person's stays the way in."""
    user = User.objects.filter(person=merged, is_active=True).first()
    if user is not None:
        user.is_active = False
        user.save(update_fields=["is_active"])
        moved[USER] = user.pk


@transaction.atomic
def merge_undo(*, merge: PersonMerge, by: User) -> PersonMerge:
    """Every row that moved goes back, if it still points at the kept person."""
    if merge.by_id != by.pk and not has_role(by, Membership.Role.MINISTRY_ADMIN):
        raise PermissionDenied
    people = [merge.kept_id, merge.merged_id]
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise RuleBroken(_("이미 되돌린 합치기예요."))
    for model, field in pointers():
        pks = merge.moved.get(_label(model, field), [])
        model._base_manager.filter(pk__in=pks, **{field: merge.kept_id}).update(**{field: merge.merged_id})
    if USER in merge.moved:
        User.objects.filter(pk=merge.moved[USER]).update(is_active=True)
    if STAND_IN in merge.moved:
        User.objects.filter(pk=merge.moved[STAND_IN]).update(person=merge.kept_id)
    Person.objects.filter(pk=merge.merged_id).update(merged_into=None)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at", "updated_at"])
    record("person.merge_undone", actor=by, target=merge)
    return merge
