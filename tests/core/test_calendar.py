"""Calendar files as RFC 5545 wants them."""

import datetime as dt
import uuid

from core.calendar import SEOUL, CalendarEvent, calendar_file

UID = uuid.UUID(int=7)


def event(**more):
    at = dt.datetime(2026, 12, 1, 14, 0, tzinfo=SEOUL)
    defaults = {"uid": UID, "starts_at": at, "ends_at": at + dt.timedelta(hours=1), "summary": "상담"}
    return CalendarEvent(**(defaults | more))


def lines(*events):
    """The file's lines, unfolded."""
    return calendar_file(events).decode().replace("\r\n ", "").split("\r\n")


def test_an_event_says_when_it_is_in_seoul_whatever_zone_it_was_given_in():
    at = dt.datetime(2026, 12, 1, 5, 0, tzinfo=dt.UTC)
    written = lines(event(starts_at=at, ends_at=at + dt.timedelta(hours=1)))
    assert "DTSTART;TZID=Asia/Seoul:20261201T140000" in written
    assert "DTEND;TZID=Asia/Seoul:20261201T150000" in written
    assert written.index("BEGIN:VTIMEZONE") < written.index("BEGIN:VEVENT")


def test_an_event_moved_keeps_its_uid_and_has_the_higher_sequence():
    written = lines(event(sequence=2))
    assert f"UID:{UID}" in written
    assert "SEQUENCE:2" in written


def test_marks_that_part_texts_are_escaped():
    assert r"LOCATION:2층\, 회의실\; 끝\\\n오른쪽" in lines(event(location="2층, 회의실; 끝\\\n오른쪽"))


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut():
    text = "고용복지플러스센터 회의 " * 12
    raw = calendar_file([event(description=text)])
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert f"DESCRIPTION:{text}" in lines(event(description=text))


def test_a_cancelled_event_takes_itself_out_of_the_calendar():
    written = lines(event(cancelled=True))
    assert "METHOD:CANCEL" in written
    assert "STATUS:CANCELLED" in written


def test_one_event_cancelled_among_others_leaves_the_file_a_publication():
    written = lines(event(cancelled=True), event(uid=uuid.UUID(int=8)))
    assert "METHOD:PUBLISH" in written
    assert written.count("BEGIN:VEVENT") == 2
