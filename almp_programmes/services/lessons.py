"""A folder of lessons becomes a self-paced course: `course.json`, and a file a module in `ko` and in `en`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from almp_programmes.lessons.reading import ReadModule, ReadQuestion, ReadUnit, read_module
from almp_programmes.models import Choice, Course, Module, Programme, Question, Tool, Unit
from core.errors import RuleBroken
from core.events import record
from core.imports import ImportReport
from taxonomy.models import MeasureCode

STARTER = Path(__file__).parent.parent / "reference" / "starter_course"
TRAINING = "2"


@transaction.atomic
def course_load(*, folder: Path) -> ImportReport:
    """Load or renew. Rows are known by their place, so that loading twice changes nothing and progress stays."""
    about = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    korean = sorted((folder / "ko").glob("*.md"))
    report = ImportReport(about["reference"], read=len(korean))
    pairs = [(read_module(path), read_module(folder / "en" / path.name), path.name) for path in korean]
    for ko, en, name in pairs:
        if [unit.shape for unit in ko.units] != [unit.shape for unit in en.units]:
            raise RuleBroken(_("%(name)s: 한국어와 영어의 화면, 문제, 맞는 답이 서로 달라요.") % {"name": name})
    course = _course(about)
    for number, (ko, en, _name) in enumerate(pairs, start=1):
        _module(course, number, ko, en, about["pass_mark"])
        report.written += 1
    _drop(course.modules.filter(number__gt=len(pairs)))
    record("course.loaded", target=course, modules=len(pairs))
    return report


def _course(about: dict[str, Any]) -> Course:
    """One for staff (`"audience": "staff"`) is not offered to the public, nor is its programme."""
    staff = about.get("audience") == "staff"
    programme, _made = Programme.objects.get_or_create(
        code=about["programme"]["code"],
        defaults={
            **about["programme"], "measure": MeasureCode.objects.get(code=TRAINING),
            "state": Programme.State.DRAFT if staff else Programme.State.LIVE,
            "delivery": Programme.Delivery.COURSE, "starts_on": timezone.localdate(),
        },
    )  # fmt: skip
    provider, _made = Organisation.objects.get_or_create(
        kind=Organisation.Kind.PROVIDER,
        name_ko=about["provider"]["name_ko"],
        defaults={"name_en": about["provider"]["name_en"]},
    )
    fields = {name: about[name] for name in ("title", "title_en", "about", "about_en", "hours")}
    course, _made = Course.objects.update_or_create(
        source=Course.Source.OWN, provider=provider, reference=about["reference"],
        defaults={
            **fields, "programme": programme, "mode": Course.Mode.SELF_PACED, "full_time": False,
            "published": not staff, "for_staff": staff,
        },
    )  # fmt: skip
    return course


def _module(course: Course, number: int, ko: ReadModule, en: ReadModule, pass_mark: int) -> None:
    module, _made = Module.objects.update_or_create(
        course=course, number=number, defaults={"name_ko": ko.title, "name_en": en.title, "pass_mark": pass_mark}
    )
    for place, pair in enumerate(zip(ko.units, en.units, strict=True), start=1):
        _unit(module, place, *pair)
    _drop(module.units.filter(number__gt=len(ko.units)))


def _unit(module: Module, number: int, ko: ReadUnit, en: ReadUnit) -> None:
    unit, _made = Unit.objects.update_or_create(
        module=module, number=number,
        defaults={
            "name_ko": ko.title, "name_en": en.title, "kind": ko.kind, "body_ko": ko.body, "body_en": en.body,
            "tool": Tool.objects.get(client_id=ko.tool) if ko.tool else None,
            "video_url": ko.video_url, "captions_ko": ko.captions, "captions_en": en.captions,
        },
    )  # fmt: skip
    for place, pair in enumerate(zip(ko.questions, en.questions, strict=True), start=1):
        _question(unit, place, *pair)
    _drop(unit.questions.filter(number__gt=len(ko.questions)))


def _question(unit: Unit, number: int, ko: ReadQuestion, en: ReadQuestion) -> None:
    question, _made = Question.objects.update_or_create(
        unit=unit,
        number=number,
        defaults={"text_ko": ko.text, "text_en": en.text, "why_ko": ko.why, "why_en": en.why},
    )
    for place, ((text, right), (text_en, _right)) in enumerate(zip(ko.choices, en.choices, strict=True), start=1):
        Choice.objects.update_or_create(
            question=question, number=place, defaults={"text_ko": text, "text_en": text_en, "is_right": right}
        )
    question.choices.filter(number__gt=len(ko.choices)).delete()


def _drop(rows: Any) -> None:
    """What the files no longer have, unless somebody learnt it."""
    try:
        rows.delete()
    except RestrictedError:
        raise RuleBroken(_("누군가 배운 단원이나 문제는 뺄 수 없어요. 새 과정으로 올려 주세요.")) from None
