"""Each way out says truly what it knows."""

import socket
import socketserver
import threading

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from channels import services
from channels.models import Message
from channels.transports import file as file_transport
from channels.transports.file import FileTransport

pytestmark = pytest.mark.django_db
SECRET_WORDS = "비밀스러운 글"


@pytest.fixture
def row():
    return Message.objects.create(
        dedupe_key="k", medium="email", address="a@example.org", subject="제목", body=SECRET_WORDS, link="/me/"
    )


def fate(row):
    services.message_deliver(message_id=row.pk)
    row.refresh_from_db()
    return row.state, row.error


# --- file ---


@pytest.fixture
def folder(settings, tmp_path):
    settings.OUTBOX_EMAIL_TRANSPORT = settings.OUTBOX_SMS_TRANSPORT = "file"
    settings.OUTBOX_FILE_DIR = tmp_path
    return tmp_path


def test_the_file_transport_writes_one_whole_file_for_a_key(folder, row):
    assert fate(row) == ("sent", "")
    for _again in range(2):
        FileTransport().send(row, handing_over=lambda: None)
    (only,) = (folder / "email").iterdir()
    assert only.name == f"{row.public_id}.eml"
    assert f"<{row.public_id}@".encode() in only.read_bytes()


def test_a_death_while_writing_leaves_no_half_file(folder, row, monkeypatch):
    def die(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(file_transport.os, "fsync", die)
    with pytest.raises(KeyboardInterrupt):
        FileTransport().send(row, handing_over=lambda: None)
    assert list((folder / "email").iterdir()) == []


def test_a_disk_that_does_not_take_it_is_tried_later(folder, row):
    (folder / "email").write_text("a file where the folder should be")
    assert fate(row) == ("queued", "disk")


# --- SMTP ---


class Mailbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "250 taken"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such person"
        if address.startswith("later"):
            return "451 come back"
        envelope.rcpt_tos.append(address)
        return "250 fine"


class CutsAfterData(SMTP):
    """Takes the letter and dies before saying so."""

    async def push(self, status):
        if status.startswith("250 taken"):
            self.transport.abort()
            return
        await super().push(status)


class Cutting(Controller):
    def factory(self):
        return CutsAfterData(self.handler)


def serve(settings, kind):
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = kind(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.OUTBOX_EMAIL_TRANSPORT, settings.OUTBOX_SMTP_URL = "smtp", f"smtp://127.0.0.1:{port}"
    return server, mailbox


@pytest.fixture
def mailbox(settings):
    server, mailbox = serve(settings, Controller)
    yield mailbox
    server.stop()


def test_smtp_sends_a_letter_with_its_key(mailbox, row):
    assert fate(row) == ("sent", "")
    (letter,) = mailbox.letters
    assert letter.rcpt_tos == ["a@example.org"]
    assert f"<{row.public_id}@".encode() in letter.content


@pytest.mark.parametrize(
    ("address", "fated"),
    [("nobody@example.org", ("failed", "smtp_envelope_550")), ("later@example.org", ("queued", "smtp_envelope_451"))],
)
def test_smtp_refusals_are_sure(mailbox, row, address, fated):
    Message.objects.update(address=address)
    assert fate(row) == fated


def test_a_hand_over_cut_in_the_middle_of_smtp_is_unsure_and_not_repeated(settings, row):
    server, mailbox = serve(settings, Cutting)
    try:
        assert fate(row) == ("unsure", "smtp_cut")
        assert fate(row) == ("unsure", "smtp_cut")
        assert len(mailbox.letters) == 1
    finally:
        server.stop()


def test_a_mail_server_that_is_away_is_tried_later(settings, row):
    settings.OUTBOX_EMAIL_TRANSPORT, settings.OUTBOX_SMTP_URL = "smtp", "smtp://127.0.0.1:1"
    assert fate(row) == ("queued", "smtp_connect")


def test_a_connection_dropped_before_the_letter_is_tried_later(settings, row):
    class Hang(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.sendall(b"220 hello\r\n")
            self.request.recv(100)

    with socketserver.TCPServer(("127.0.0.1", 0), Hang) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.OUTBOX_EMAIL_TRANSPORT = "smtp"
        settings.OUTBOX_SMTP_URL = f"smtp://127.0.0.1:{server.server_address[1]}"
        assert fate(row)[0] == "queued"
        server.shutdown()


# --- SMS over HTTP ---


@pytest.fixture
def sms(settings, row):
    settings.OUTBOX_SMS_TRANSPORT, settings.OUTBOX_SMS_URL = "http", "http://gateway.invalid/send"
    settings.OUTBOX_SMS_TOKEN = "token"
    Message.objects.update(medium="sms", address="+821012345678")
    return row


def answer(monkeypatch, what):
    asked = []

    def post(url, **how):
        asked.append(how)
        if isinstance(what, Exception):
            raise what
        return httpx.Response(what)

    monkeypatch.setattr("channels.transports.http.httpx.post", post)
    return asked


def test_an_sms_carries_its_key_and_short_text(monkeypatch, sms):
    asked = answer(monkeypatch, 202)
    assert fate(sms) == ("sent", "")
    assert asked[0]["headers"] == {"Idempotency-Key": str(sms.public_id), "Authorization": "Bearer token"}
    assert asked[0]["json"]["to"] == "+821012345678"
    assert SECRET_WORDS not in asked[0]["json"]["text"]


@pytest.mark.parametrize(
    ("what", "knows_keys", "fated"),
    [
        (503, False, ("queued", "http_503")),
        (429, False, ("queued", "http_429")),
        (400, False, ("failed", "http_400")),
        (httpx.ConnectError("x"), False, ("queued", "http_connect")),
        (httpx.ReadTimeout("x"), False, ("unsure", "http_cut")),
        (httpx.ReadTimeout("x"), True, ("queued", "http_cut")),
    ],
)
def test_what_an_sms_gateway_says_decides(monkeypatch, settings, sms, what, knows_keys, fated):
    settings.OUTBOX_SMS_GATEWAY_KNOWS_KEYS = knows_keys
    answer(monkeypatch, what)
    assert fate(sms) == fated


# --- logs ---


@pytest.mark.parametrize("name", ["memory", "file", "smtp"])
def test_logs_hold_no_personal_data(settings, tmp_path, row, caplog, name):
    settings.OUTBOX_EMAIL_TRANSPORT, settings.OUTBOX_FILE_DIR = name, tmp_path
    settings.OUTBOX_SMTP_URL = "smtp://127.0.0.1:1"
    with caplog.at_level("DEBUG"):
        fate(row)
    assert "a@example.org" not in caplog.text
    assert SECRET_WORDS not in caplog.text
