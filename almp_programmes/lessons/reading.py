"""A module as a text file, one a language:

# Title of the module

## Title of a screen
Text, as `almp_programmes.prose` reads it.

## Title of a screen with a film
video: https://…          captions: name.vtt (beside the file), then the transcript

## Title of a screen with questions
? What is asked
- a wrong answer
+ the right answer (several: all of them must be picked)
! Why it is so
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.imports import read_text

HEAD = re.compile(r"^(video|captions|tool): *(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    text: str
    choices: list[tuple[str, bool]]
    why: str


@dataclass(frozen=True, slots=True)
class ReadUnit:
    title: str
    kind: str
    body: str = ""
    video_url: str = ""
    captions: str = ""
    tool: str = ""
    questions: list[ReadQuestion] = field(default_factory=list)

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same in every language."""
        return (
            self.kind,
            self.video_url,
            self.tool,
            [[right for _text, right in one.choices] for one in self.questions],
        )


@dataclass(frozen=True, slots=True)
class ReadModule:
    title: str
    units: list[ReadUnit]


def read_module(path: Path) -> ReadModule:
    title, *screens = re.split(r"^## ", read_text(path), flags=re.MULTILINE)
    if not title.startswith("# ") or not screens:
        raise RuleBroken(
            _("%(name)s: 첫 줄은 ‘# 단원 이름’, 그다음은 ‘## 화면 이름’이어야 합니다.") % {"name": path.name}
        )
    return ReadModule(title[2:].strip(), [_unit(screen, path) for screen in screens])


def _unit(text: str, path: Path) -> ReadUnit:
    title, _line, body = (part.strip() for part in text.partition("\n"))
    if body.startswith("? "):
        return ReadUnit(title, "questions", questions=[_question(one, title, path) for one in body[2:].split("\n? ")])
    head = dict(HEAD.findall(body))
    if "tool" in head:
        return ReadUnit(title, "tool", HEAD.sub("", body).strip(), tool=head["tool"])
    if "video" not in head:
        return ReadUnit(title, "text", body)
    if "captions" not in head:
        raise RuleBroken(
            _("%(name)s, ‘%(title)s’: 영상에는 자막이 있어야 합니다.") % {"name": path.name, "title": title}
        )
    captions = read_text(path.parent / head["captions"])
    return ReadUnit(title, "video", HEAD.sub("", body).strip(), head["video"], captions)


def _question(text: str, title: str, path: Path) -> ReadQuestion:
    asked, *lines = (line.strip() for line in text.strip().splitlines() if line.strip())
    choices = [(line[2:], line[0] == "+") for line in lines if line[0] in "+-"]
    why = " ".join(line[2:] for line in lines if line.startswith("! "))
    if len(choices) < 2 or not any(right for _text, right in choices) or not why:
        raise RuleBroken(
            _("%(name)s, ‘%(title)s’: 문제 ‘%(asked)s’에 답 두 개 이상, 맞는 답(+), 풀이(!)가 있어야 합니다.")
            % {"name": path.name, "title": title, "asked": asked}
        )
    return ReadQuestion(asked, choices, why)
