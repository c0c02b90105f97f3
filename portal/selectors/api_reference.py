"""The API's schema as a page reads it: resources, what each call does, what goes in and what comes out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator

VERSION = "v1"
Schema = dict[str, Any]
# What stands after /api/v1/: its name, and what it is for.
RESOURCES: dict[str, tuple[str | Promise, str | Promise]] = {
    "vacancies": (_("일자리"), _("모집 중인 공고의 목록과, 한 번이라도 실린 공고 한 건의 내용이에요.")),
    "search": (_("일자리 찾기"), _("찾기 쪽과 같은 검색이에요. 조건마다 건수를 함께 드려요.")),
    "recommendations": (_("추천 일자리"), _("로그인한 사람에게 권하는 일자리와 그 까닭이에요.")),
    "applications": (_("내 지원"), _("로그인한 사람이 낸 지원이에요.")),
    "courses": (_("훈련 과정"), _("신청을 받는 과정의 목록과 과정 한 개의 내용이에요.")),
    "course-runs": (_("회차"), _("과정이 열리는 때와 곳, 정원과 남은 자리예요.")),
    "appointments": (
        _("내 예약"),
        _("로그인한 사람의 상담 예약이에요. 되는 시간을 보고, 예약하고, 옮기고, 취소해요."),
    ),
    "cases": (_("함께 돕는 사례"), _("본인의 사례와 내가 함께하는 사례예요. 볼 권리가 있는 것만 담겨요.")),
    "case-entries": (_("사례의 기록"), _("메모와 한 일이에요. 동의나 법으로 볼 수 있는 줄만 드려요.")),
    "case-assessments": (
        _("생활과 일 살피기"),
        _("처음과 다시 살핀 결과예요. 건강, 빚, 법률은 볼 권리가 따로 있어야 해요."),
    ),
    "referrals": (_("기관 사이의 의뢰"), _("내가 일하는 기관이 보내거나 받은 의뢰예요.")),
    "enrolments": (_("내 참여"), _("로그인한 사람의 신청과 참여예요. 자리를 신청하고, 받고, 취소해요.")),
    "provider/enrolments": (_("우리 기관 참여자"), _("담당하는 훈련 기관의 과정에 신청한 사람을 보고 승인해요.")),
    "me": (_("내 이력서"), _("로그인한 사람의 구직 정보예요. 구직 등록을 하기 전에는 404로 답해요.")),
    "employer/vacancies": (_("우리 회사 공고"), _("담당하는 기업의 공고를 쓰고, 고치고, 검토에 내요.")),
    "employer/applications": (_("우리 회사 지원자"), _("담당하는 기업에 지원한 사람을 보고 상태를 바꿔요.")),
    "occupations": (_("직종"), _("한국고용직업분류(KECO 2018)예요.")),
    "skills": (_("역량"), _("역량과 지식의 한국어, 영어 이름이에요.")),
    "regions": (_("지역"), _("오늘 쓰이는 법정동 지역이에요.")),
    "industries": (_("산업"), _("한국표준산업분류(KSIC 10차)예요.")),
}
DEEDS: dict[str, str | Promise] = {
    "list": _("목록 보기"), "detail": _("한 건 보기"), "post": _("새로 쓰기"), "patch": _("고치기"),
    "withdraw": _("취소하기"), "move": _("상태 바꾸기"), "submit": _("검토에 내기"),
    "accept": _("자리 받기"), "decide": _("승인하거나 승인하지 않기"),
    "findings": _("법 점검 결과 보기"), "profile": _("보기"), "search": _("찾기"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    values: str
    required: bool
    note: str


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    does: str | Promise
    open_to_all: bool
    parameters: list[Field]
    body: list[Field]
    answer: list[Field]


@dataclass(frozen=True, slots=True)
class Resource:
    key: str
    title: str | Promise
    text: str | Promise
    operations: list[Operation]


def api_reference() -> list[Resource]:
    """In the reader's language."""
    return _read(get_language() or "ko")


@cache
def _read(_language: str) -> list[Resource]:
    """Once a process and language: the schema changes with the code only."""
    schema = SchemaGenerator(api_version=VERSION).get_schema(request=None, public=True)
    grouped: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            grouped[_resource_of(path)].append(_operation(method, path, said, schema["components"]["schemas"]))
    order = {key: number for number, key in enumerate(RESOURCES)}
    return [
        Resource(key, *RESOURCES.get(key, (key, "")), operations)
        for key, operations in sorted(grouped.items(), key=lambda one: order.get(one[0], len(order)))
    ]


def _resource_of(path: str) -> str:
    parts = path.split(f"/api/{VERSION}/", 1)[-1].strip("/").split("/")
    return "/".join(parts[:2]) if parts[0] in ("employer", "provider") else parts[0]


def _deed(method: str, path: str) -> str | Promise:
    last = path.strip("/").split("/")[-1]
    if last in DEEDS:
        return DEEDS[last]
    if method == "get":
        return DEEDS["detail" if last.startswith("{") else "list"]
    return DEEDS.get(method, method)


def _operation(method: str, path: str, said: Schema, schemas: Schema) -> Operation:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answers = [one for code, one in said["responses"].items() if code.startswith("2")]
    answer = answers[0].get("content", {}).get("application/json", {}).get("schema", {}) if answers else {}
    return Operation(
        method=method.upper(), path=path, does=_deed(method, path), open_to_all={} in said.get("security", []),
        parameters=[_field(one["name"], one["schema"], schemas, one.get("required", False), one.get("description", ""))
                    for one in said.get("parameters", [])],
        body=_fields(body, schemas, written=True), answer=_fields(answer, schemas, written=False),
    )  # fmt: skip


def _fields(schema: Schema, schemas: Schema, *, written: bool) -> list[Field]:
    """Of an object, of the objects in a list, or of those in a page of results."""
    found = _resolved(schema, schemas)
    if found.get("type") == "array":
        found = _resolved(found["items"], schemas)
    properties = found.get("properties", {})
    if {"results", "next"} <= set(properties):
        return _fields(properties["results"], schemas, written=written)
    return [
        _field(name, one, schemas, written and name in found.get("required", []), one.get("description", ""))
        for name, one in properties.items()
        if not (written and one.get("readOnly"))
    ]


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    """The schema a reference points at; of several that may hold, all their values together."""
    if "$ref" in schema:
        return _resolved(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    several = schema.get("allOf") or schema.get("oneOf") or []
    if several:
        parts = [_resolved(one, schemas) for one in several]
        values = [value for part in parts for value in part.get("enum", [])]
        return parts[0] | ({"enum": values} if values else {})
    return schema


def _field(name: str, schema: Schema, schemas: Schema, required: bool, note: str) -> Field:
    found = _resolved(schema, schemas)
    kind = str(found.get("format") or found.get("type", "object"))
    if found.get("type") == "array":
        found = _resolved(found["items"], schemas)
        kind = f"{found.get('type', 'object')}[]"
    values = ", ".join(str(value) for value in found.get("enum", []) if value not in ("", None))
    # A list of choices comes with its labels as a description; the values stand in their own column.
    return Field(name, kind, values, required, "" if note.startswith("* `") else note.split("\n* `", maxsplit=1)[0])
