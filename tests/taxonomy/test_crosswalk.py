"""ESCO and O*NET through ISCO-08."""

import pytest

from core.errors import RuleBroken
from taxonomy.models import OccupationSkill, OccupationSynonym, Skill
from taxonomy.services.crosswalk import esco_import, onet_import


def test_esco_titles_and_lone_labels_come_in_and_twice_changes_nothing(starter, data_dir):
    folder = data_dir / "esco_1.1.1"
    occupations, skills = esco_import(folder)
    assert (occupations.read, skills.read) == (3007, 13_939)
    assert occupations.written > 20_000
    assert skills.written + len(skills.rejected) == skills.read
    assert sum(report.written for report in esco_import(folder)) == 0
    assert OccupationSynonym.objects.filter(source="esco", occupation__code="133", text="software developer").exists()


def test_onet_titles_and_tools_come_in_and_leave_the_starters_words(starter, data_dir):
    folder = data_dir / "onet"
    stated = OccupationSkill.objects.filter(source="starter").count()
    titles, tools = onet_import(folder)
    assert titles.read == 56_560
    assert tools.written > 1000
    assert OccupationSkill.objects.filter(source="starter").count() == stated
    assert Skill.objects.filter(name_en="Microsoft Excel").count() == 1
    assert sum(report.written for report in onet_import(folder)) == 0


def test_official_esco_skills_keep_their_labels(starter, write):
    write("occupations.csv", "ORIGINURI,ISCOGROUPCODE,PREFERREDLABEL,ALTLABELS\nx,2512,coder,hacker\ny,12,bad,\n")
    path = write("skills.csv", "conceptUri,preferredLabel\nhttp://esco/1,weld pipes\nnot-a-uri,other\n")
    occupations, skills = esco_import(path.parent)
    assert (occupations.written, len(occupations.rejected)) == (2, 1)
    assert (skills.written, len(skills.rejected)) == (1, 1)
    assert Skill.objects.get(esco_uri="http://esco/1").label == "weld pipes"


def test_a_folder_without_the_files_is_refused(starter, tmp_path):
    with pytest.raises(RuleBroken, match="파일이 없습니다"):
        onet_import(tmp_path)
