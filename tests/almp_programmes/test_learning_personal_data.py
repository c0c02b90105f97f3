from accounts.exporting import export
from accounts.services import person_erase
from almp_programmes.models import Statement
from tests import factories
from tests.almp_programmes.lessons import small_course


def test_a_copy_of_ones_data_holds_what_one_learnt(db):
    user = factories.UserFactory(as_person=True)
    lessons = small_course(learner=user, finished=True)
    found = export(user.person)["almp_programmes.learning"]
    assert [one["number"] for one in found["certificates"]] == [lessons.certificate.number]
    assert {name: len(found[name]) for name in ("courses", "progress", "answers", "statements")} == {
        "courses": 1, "progress": 4, "answers": 4, "statements": 9,
    }  # fmt: skip


def test_erasing_takes_the_name_off_the_certificate_and_leaves_the_number(db, client):
    user = factories.UserFactory(as_person=True)
    lessons = small_course(learner=user, finished=True)
    person_erase(person=user.person, by=None, why="asked")
    assert (lessons.certificate.name, lessons.certificate.state) == ("", "valid")
    assert not Statement.objects.filter(user=user).exists()
    page = client.get(f"/programmes/verify/{lessons.certificate.spoken}/").content.decode()
    assert "지워짐" in page
