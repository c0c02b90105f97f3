"""Files that people hand in: which kinds, how large, and that the bytes are what the name says.

They are kept under a name of our own and leave only as downloads, by a view that knows who may see them.
"""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

MOST = 10 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# ending → how such a file begins; None: text. Endings of files with macros are left out.
KINDS: dict[str, bytes | None] = {
    "pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff",
    "hwp": OLE, "doc": OLE, "xls": OLE, "ppt": OLE,
    "hwpx": ZIP, "docx": ZIP, "xlsx": ZIP, "pptx": ZIP, "zip": ZIP, "txt": None, "csv": None,
}  # fmt: skip


def _is_text(raw: bytes) -> bool:
    """In the encodings of Korean offices."""
    if b"\0" in raw:
        return False
    for encoding in ("utf-8", "cp949"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def is_what_it_says(file: Any) -> bool:
    beginning = KINDS[PurePosixPath(file.name or "").suffix[1:].lower()]
    file.seek(0)
    fits = _is_text(file.read()) if beginning is None else file.read(len(beginning)) == beginning
    file.seek(0)
    return fits


class CheckedFileField(forms.FileField):
    default_error_messages = {
        "kind": _("올릴 수 없는 형식이에요. PDF, 한글, 오피스, 그림, 글 파일이나 ZIP으로 올려 주세요."),
        "large": _("파일이 너무 커요. 10MB 이하로 줄이거나 나누어 올려 주세요."),
        "other": _("파일 내용이 이름과 달라요. 원래 프로그램에서 다시 저장한 뒤 올려 주세요."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in KINDS)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        if PurePosixPath(file.name or "").suffix[1:].lower() not in KINDS:
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        if (file.size or 0) > MOST:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        if not is_what_it_says(file):
            raise forms.ValidationError(self.error_messages["other"], code="other")
        return file


def own_name(instance: models.Model, _given: str) -> str:
    return f"{instance._meta.label_lower}/{uuid.uuid4().hex}"


class HasFile(models.Model):
    """A row with at most one file, and the name it was handed in under."""

    file = models.FileField(_("파일"), upload_to=own_name, blank=True)
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_file_iff_name",
                condition=Q(file="", file_name="") | ~Q(file="") & ~Q(file_name=""),
            )
        ]

    def attach(self, file: UploadedFile | None) -> None:
        """Take the file's place: the one before goes when the transaction is through. The caller saves the row."""
        self.detach()
        if file is not None:
            self.file_name = file.name or ""
            self.file.save(self.file_name, file, save=False)

    def detach(self) -> None:
        if before := self.file.name:
            transaction.on_commit(lambda: default_storage.delete(before))
        self.file, self.file_name = "", ""

    def download(self) -> HttpResponse:
        """Never shown in the page: what others handed in does not run under our address."""
        with self.file.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="application/octet-stream")
        answer["Content-Disposition"] = content_disposition_header(True, self.file_name)
        return answer
