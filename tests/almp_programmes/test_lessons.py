import re
import shutil

import pytest
from django.conf import settings
from django.utils import translation

from almp_programmes import prose
from almp_programmes.models import Choice, Course, Module, Question, Unit
from almp_programmes.services.learning import learner_start
from almp_programmes.services.lessons import STARTER, course_load
from core.errors import RuleBroken
from taxonomy.models import MeasureCode
from tests import factories


@pytest.fixture
def starter(db):
    MeasureCode.objects.create(code="2", name_ko="직업훈련")
    course_load(folder=STARTER)
    return Course.objects.get(reference="digital-start")


def test_the_starter_course_is_short_and_asks_in_every_module(starter):
    assert 7 <= starter.modules.count() <= 9
    for module in starter.modules.all():
        kinds = list(module.units.values_list("kind", flat=True))
        assert 2 <= kinds.count("text") <= 4
        assert kinds[-1] == "questions"
        assert 2 <= Question.objects.filter(unit__module=module).count() <= 3


def test_loading_twice_changes_nothing_and_keeps_progress(starter):
    learner_start(course_id=starter.pk, by=factories.UserFactory())
    before = list(Unit.objects.values_list("pk", "body_ko"))
    course_load(folder=STARTER)
    assert list(Unit.objects.values_list("pk", "body_ko")) == before
    assert Course.objects.count() == 1


def test_every_picture_of_the_starter_course_is_there(starter):
    names = {name for unit in Unit.objects.all() for name in prose.pictures(unit.body_ko + unit.body_en)}
    assert len(names) >= 9
    missing = [name for name in names if not (settings.BASE_DIR / "static/img/learn" / f"{name}.svg").exists()]
    assert missing == []


def test_every_sentence_has_its_english(starter):
    hangul = re.compile("[가-힣]")
    texts = [
        *Unit.objects.values_list("body_en", flat=True), *Unit.objects.values_list("name_en", flat=True),
        *Module.objects.values_list("name_en", flat=True), *Question.objects.values_list("text_en", flat=True),
        *Question.objects.values_list("why_en", flat=True), *Choice.objects.values_list("text_en", flat=True),
    ]  # fmt: skip
    assert len(texts) > 150
    assert [text for text in texts if hangul.search(text)] == []


def test_a_language_whose_right_answers_differ_is_refused(db, tmp_path):
    MeasureCode.objects.create(code="2", name_ko="직업훈련")
    folder = shutil.copytree(STARTER, tmp_path / "course")
    file = folder / "en" / "02-password.md"
    file.write_text(
        file.read_text().replace("+ Three words", "- Three words").replace("- 1234567890\n!", "+ 1234567890\n!")
    )
    with pytest.raises(RuleBroken, match="02-password"):
        course_load(folder=folder)


def test_a_question_without_a_right_answer_is_refused(db, tmp_path):
    MeasureCode.objects.create(code="2", name_ko="직업훈련")
    folder = shutil.copytree(STARTER, tmp_path / "course")
    file = folder / "ko" / "02-password.md"
    file.write_text(file.read_text().replace("\n+ ", "\n- "))
    with pytest.raises(RuleBroken, match="맞는 답"):
        course_load(folder=folder)


def test_a_video_comes_with_captions_and_a_transcript(db, tmp_path):
    MeasureCode.objects.create(code="2", name_ko="직업훈련")
    folder = shutil.copytree(STARTER, tmp_path / "course")
    for language in ("ko", "en"):
        file = folder / language / "02-password.md"
        file.write_text(
            file.read_text() + "\n## Film\nvideo: https://video.example/a.mp4\ncaptions: a.vtt\n\n말한 것\n"
        )
    with pytest.raises(RuleBroken, match=r"a\.vtt"):
        course_load(folder=folder)
    for language in ("ko", "en"):
        (folder / language / "a.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n안녕하세요\n")
    course_load(folder=folder)
    unit = Unit.objects.get(kind="video")
    assert (unit.body_ko, unit.captions_ko[:6]) == ("말한 것", "WEBVTT")


def test_text_of_a_lesson_cannot_carry_markup_of_its_own():
    made = prose.html(
        "<script>alert(1)</script> **굵게** [일자리](/jobs/) [밖](https://elsewhere.example)\n\n- 하나\n- 둘"
    )
    assert "<script>" not in made
    assert "<b>굵게</b>" in made
    assert '<a class="p-link" href="/jobs/">일자리</a>' in made
    assert "elsewhere.example" not in re.findall(r'href="([^"]*)"', made)
    assert "<ul><li>하나</li><li>둘</li></ul>" in made


def test_a_unit_is_read_in_the_readers_language(starter):
    unit = Unit.objects.filter(kind="text").first()
    with translation.override("en"):
        assert unit.body == unit.body_en
    with translation.override("ko"):
        assert unit.body == unit.body_ko
