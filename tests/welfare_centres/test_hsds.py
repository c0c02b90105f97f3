"""The directory from HSDS files: JSON and CSV alike, once however often, with every rejected row named."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.errors import RuleBroken
from tests import factories
from welfare_centres.importing import import_hsds, import_hsds_upload
from welfare_centres.importing.reading import json_rows
from welfare_centres.models import DirectoryLocation, DirectoryOrganisation, DirectoryService

pytestmark = pytest.mark.django_db
SERVICE = {
    "id": "s1", "name": "긴급 주거 지원", "alternate_name": "Emergency housing", "status": "active",
    "eligibility_description": "집을 잃은 사람", "assured_date": "2026-11-02",
    "organization": {"id": "o1", "name": "나눔의집", "email": "help@example.org"},
    "phones": [{"id": "p1", "number": "031-000-0000"}],
    "schedules": [{"id": "h1", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "18:00"}],
    "languages": [{"id": "l1", "code": "ko"}, {"id": "l2", "code": "vi"}],
    "capacities": [{"id": "c1", "available": 2, "maximum": 10, "updated": "2026-11-20"}],
    "attributes": [
        {"id": "a1", "link_entity": "service", "taxonomy_term": {"id": "t1", "code": "BH", "name": "Housing"}}
    ],
    "service_at_locations": [
        {
            "id": "sl1",
            "location": {
                "id": "lo1", "name": "수원",
                "addresses": [
                    {"id": "ad1", "address_1": "팔달로 1", "city": "수원시 장안구", "state_province": "경기도"}
                ],
                "accessibility": [{"id": "ac1", "description": "계단 없음"}],
            },
        }
    ],
}  # fmt: skip
TABLES = {
    "organizations.csv": "id,name,email\no1,나눔의집,help@example.org\n",
    "services.csv": "id,organization_id,name,alternate_name,status,eligibility_description,assured_date\n"
    "s1,o1,긴급 주거 지원,Emergency housing,active,집을 잃은 사람,2026-11-02\n",
    "phones.csv": "id,service_id,number\np1,s1,031-000-0000\n",
    "languages.csv": "id,service_id,code\nl1,s1,ko\nl2,s1,vi\n",
    "service_capacities.csv": "id,service_id,available,maximum,updated\nc1,s1,2,10,2026-11-20\n",
    "taxonomy_terms.csv": "id,code,name\nt1,BH,Housing\n",
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\na1,s1,service,t1\n",
    "locations.csv": "id,name\nlo1,수원\n",
    "addresses.csv": "id,location_id,address_1,city,state_province\nad1,lo1,팔달로 1,수원시 장안구,경기도\n",
    "accessibility.csv": "id,location_id,description\nac1,lo1,계단 없음\n",
    "service_at_location.csv": "id,service_id,location_id\nsl1,s1,lo1\n",
    "schedules.csv": 'id,service_id,byday,opens_at,closes_at\nh1,s1,"MO,TU",09:00,18:00\n',
}


@pytest.fixture(autouse=True)
def _region():
    factories.RegionFactory(district=True)


def _json(tmp_path, data):
    path = tmp_path / "services.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _folder(tmp_path, tables):
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _shape() -> dict:
    row = DirectoryService.objects.get()
    return {
        "names": (row.name_ko, row.name_en, row.organisation.name_ko), "needs": row.needs, "terms": row.terms,
        "areas": row.areas, "languages": row.languages, "places": (row.places, row.free, row.places_as_of),
        "checked": row.checked_on, "phones": [one.number for one in row.phones.all()],
        "hours": [(one.days, one.opens_at) for one in row.schedules.all()],
        "where": [one.location.accessibility for one in row.at_locations.all()],
    }  # fmt: skip


EXPECTED = {
    "names": ("긴급 주거 지원", "Emergency housing", "나눔의집"), "needs": ["housing"], "terms": ["Housing"],
    "areas": ["41111"], "languages": ["ko", "vi"], "places": (10, 2, dt.date(2026, 11, 20)),
    "checked": dt.date(2026, 11, 2), "phones": ["031-000-0000"], "hours": [("MO,TU", dt.time(9))],
    "where": ["계단 없음"],
}  # fmt: skip


def test_a_nested_json_list_is_taken(tmp_path):
    report = import_hsds(_json(tmp_path, [SERVICE]))
    assert (_shape(), report.rejected) == (EXPECTED, [])


def test_a_folder_of_tables_says_the_same(tmp_path):
    report = import_hsds(_folder(tmp_path, TABLES))
    assert (_shape(), report.rejected) == (EXPECTED, [])


def test_a_package_of_tables_in_one_json_says_the_same(tmp_path):
    package = {
        "organizations": [{"id": "o1", "name": "나눔의집", "email": "help@example.org"}],
        "version": 3,
        "services": [{**SERVICE, "organization_id": "o1", "organization": None}],
    }
    import_hsds(_json(tmp_path, package))
    assert _shape() == EXPECTED


def test_a_zip_handed_in_by_a_page_is_taken():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, text in TABLES.items():
            out.writestr(f"hsds/{name}", text)
    import_hsds_upload(SimpleUploadedFile("hsds.zip", packed.getvalue()), by=None)
    assert _shape() == EXPECTED


def test_the_same_delivery_twice_writes_once(tmp_path):
    path = _json(tmp_path, [SERVICE])
    first, second = import_hsds(path), import_hsds(path)
    assert (first.written, second.written, second.unchanged) == (3, 0, 3)
    assert (DirectoryOrganisation.objects.count(), DirectoryLocation.objects.count()) == (1, 1)


def test_a_changed_service_is_brought_up_to_date(tmp_path):
    import_hsds(_json(tmp_path, [SERVICE]))
    import_hsds(_json(tmp_path, [{**SERVICE, "phones": [{"id": "p1", "number": "031-111-1111"}]}]))
    assert _shape()["phones"] == ["031-111-1111"]


def test_an_import_does_not_open_what_was_closed_here_since(tmp_path):
    import_hsds(_json(tmp_path, [SERVICE]))
    DirectoryService.objects.update(state="inactive", checked_on=timezone.localdate())
    import_hsds(_json(tmp_path, [{**SERVICE, "eligibility_description": "누구나"}]))
    row = DirectoryService.objects.get()
    assert (row.state, row.eligibility) == ("inactive", "누구나")


def test_a_rejected_row_is_named_by_file_line_and_column(tmp_path):
    tables = TABLES | {
        "services.csv": "id,organization_id,name,status,url\ns1,o1,주거,active,\ns2,o1,,active,\ns3,o1,빚 상담,open,\n"
        "s4,o1,돌봄,active,no-address\ns5,nobody,법률,active,\n"
    }
    report = import_hsds(_folder(tmp_path, tables))
    named = sorted((one.row, one.key) for one in report.rejected)
    assert named == [
        (3, "services.csv · name · s2"), (4, "services.csv · status · s3"), (5, "services.csv · url · s4"),
        (6, "services.csv · organization_id · s5"),
    ]  # fmt: skip
    assert DirectoryService.objects.count() == 1


def test_two_rows_of_one_id_that_differ_are_told(tmp_path):
    tables = TABLES | {"organizations.csv": "id,name\no1,나눔의집\no1,다른 집\n"}
    report = import_hsds(_folder(tmp_path, tables))
    assert [one.key for one in report.rejected] == ["organizations.csv · id · o1"]


def test_an_id_of_a_service_and_one_of_a_body_are_not_mixed_up(tmp_path):
    same = {**SERVICE, "id": "1", "organization": {"id": "1", "name": "나눔의집"}}
    import_hsds(_json(tmp_path, [same]))
    assert DirectoryOrganisation.objects.get().phones.count() == 0


@pytest.mark.parametrize("text", ["{", "[{]", "[1, 2", "[" * 100_000, '{"services": [{"id": }]}', "nonsense"])
def test_broken_json_is_refused_in_words(tmp_path, text):
    path = tmp_path / "services.json"
    path.write_text(text)
    with pytest.raises(RuleBroken):
        import_hsds(path)
    assert not DirectoryService.objects.exists()


def test_a_file_that_is_no_table_of_hsds_is_refused_by_name(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id\n1\n")
    with pytest.raises(RuleBroken, match=r"people\.csv"):
        import_hsds(path)


def test_json_is_read_an_item_at_a_time_with_its_line():
    """The file is longer than what is held at once."""
    text = "[\n" + ",\n".join(json.dumps({"id": str(n), "text": "가" * 1000}) for n in range(500)) + "\n]"
    file = io.StringIO(text)
    rows = json_rows(file, "services.json")
    assert next(rows).line == 2
    assert file.tell() < len(text) // 2
    assert [row.cells["id"] for row in rows][-1] == "499"
    assert [row.line for row in json_rows(io.StringIO(text), "x.json")] == list(range(2, 502))


def test_letters_that_cannot_be_kept_are_rejected_by_name(tmp_path):
    report = import_hsds(_json(tmp_path, [{**SERVICE, "name": "가\0나"}]))
    assert [one.key for one in report.rejected] == ["services.json · name · s1"]


def test_an_entry_checked_in_the_future_was_checked_today(tmp_path):
    import_hsds(_json(tmp_path, [{**SERVICE, "assured_date": "2099-01-01"}]))
    assert DirectoryService.objects.get().checked_on == timezone.localdate()
