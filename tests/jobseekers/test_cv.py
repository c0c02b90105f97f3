import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse

from accounts.services import contact_verify
from jobseekers import services
from tests import factories

TRAP = '#panic("x") *bold* $x^2$ @ref <b> `raw` \\ //'


@pytest.fixture
def filled(me):
    me.person.sex = "f"
    me.person.save()
    contact_verify(person=me.person, kind="email", value="minji@example.org")
    me.jobseeker.work_history.create(
        employer_name="한빛물류", title=TRAP, started_on=dt.date(2020, 3, 1), duties="하루 200상자\n둘째 줄 #let x"
    )
    services.competency_save(
        jobseeker_id=me.jobseeker.pk, by=me.user, skill=factories.SkillFactory(name_ko="재고 관리"), level=4
    )
    me.jobseeker.competencies.create(skill=factories.SkillFactory(name_ko="확인 안 한 역량"))
    return me


def pdf_of(me):
    answer = me.client.get(reverse("jobseekers:cv_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def test_the_pdf_says_what_the_page_says_and_reads_no_word_as_markup(filled):
    text = " ".join(page.extract_text() for page in pdf_of(filled).pages)
    page = filled.client.get(reverse("jobseekers:cv")).content.decode()
    for words in (filled.person.name, "한빛물류", "하루 200상자", "둘째 줄 #let x", "재고 관리", "minji@example.org"):
        assert words in text
        assert words in page
    assert TRAP in text


def test_neither_carries_birth_sex_or_unconfirmed_skills(filled):
    text = " ".join(page.extract_text() for page in pdf_of(filled).pages)
    page = filled.client.get(reverse("jobseekers:cv")).content.decode()
    main = page[page.index("<article") : page.index("</article>")]
    for words in ("1991", "여성", "확인 안 한 역량"):
        assert words not in text
        assert words not in main


def test_the_pdf_is_tagged_titled_and_in_its_language(filled):
    root = pdf_of(filled).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert root["/Lang"] == "ko"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
