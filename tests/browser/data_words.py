"""Korean that an English page may hold: what people and firms wrote, and names without an English one."""

import re
from functools import cached_property

from django.apps import apps
from django.db import connection, models

from accounts.models import Person
from core.display import mask_name

ROOMS = (
    "accounts",
    "taxonomy",
    "jobseekers",
    "employers",
    "matching",
    "channels",
    "almp_programmes",
    "welfare_centres",
)
# What stands between pieces of data in a sentence or a line, from the widest.
BETWEEN = (r" \| ", r" → ", r" – ", r" · ", r"[‘’“”]", r" - ", r": ", r", ", r"\s*[()]\s*")
TYPED = ("개발자",)  # what the browser tests search for


class DataWords:
    @cached_property
    def _values(self) -> set[str]:
        """Every text in the database, whole and line by line; a Korean name that has an English one is left out."""
        found: set[str] = set()
        for model in (model for room in ROOMS for model in apps.get_app_config(room).get_models()):
            for field in model._meta.fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    found.update(self._column(model, field))
        return found | {mask_name(name) for name in Person.objects.values_list("name", flat=True)}

    @staticmethod
    def _column(model: type[models.Model], field: models.Field) -> set[str]:
        table, column = model._meta.db_table, field.column
        english = column.removesuffix("_ko") + "_en"
        names = {one.column for one in model._meta.fields}
        only = f" AND {english} = ''" if column.endswith("_ko") and english in names else ""
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" ~ \'[가-힣]\'{only}')
            texts = [row[0] for row in cursor.fetchall()]
        lines = (re.sub(r"\s+", " ", line).strip() for text in texts for line in [text, *text.splitlines()])
        return set(lines)

    def unknown(self, texts: list[str]) -> list[str]:
        """Those of the texts that are not data, nor made of data."""
        return [text for text in texts if not self._known(text, BETWEEN)]

    def _known(self, text: str, between: tuple[str, ...]) -> bool:
        if not re.search("[가-힣]", text) or text in self._values or self._in_a_sentence(text.split(" ")):
            return True
        text = text.strip(" ‘’“”'\".,:·?")
        if text in self._values or text in TYPED:
            return True
        if not between:
            return False
        return all(self._known(part, between[1:]) for part in re.split(between[0], text))

    def _in_a_sentence(self, words: list[str]) -> bool:
        """One piece of data between words of English."""
        korean = [at for at, word in enumerate(words) if re.search("[가-힣]", word)]
        return any(
            " ".join(words[first:last]).strip("?.,‘’") in self._values
            for first in range(korean[0] + 1)
            for last in range(korean[-1] + 1, len(words) + 1)
        )
