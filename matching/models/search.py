"""What search reads: one flat row a vacancy, the words known, the queue of what changed; and what people keep."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from matching import querysets


class VacancyIndex(models.Model):
    """The flat row that search scans. `published`, `deadline` and `places` follow the vacancy by a database trigger,
    in the same transaction; the rest is written by `vacancy_index` a moment later (`matching.search.indexing`)."""

    vacancy = models.OneToOneField("employers.Vacancy", models.CASCADE, primary_key=True, related_name="search_row")
    published = models.BooleanField()
    deadline = models.DateField(null=True)
    places = models.IntegerField(help_text="positions not yet filled")
    facts = models.BinaryField(help_text="one record of matching.search.facts.FACTS: what filters and counts read")
    terms = models.BinaryField(default=b"", help_text="hashed features of the text, for the engine")
    words = SearchVectorField(help_text="A title, B occupation and skills, C firm and place, D text")
    text = models.TextField(default="\x1f" * 4, help_text="title, firm, job, place, duties as runs, for the index")
    changed_in = models.BigIntegerField(default=0, help_text="the transaction that wrote the row, by a trigger")
    indexed_at = models.DateTimeField(default=timezone.now)

    objects = querysets.VacancyIndexQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="vacancy_index_words"),
            # A search without words reads every open row: from here, without the rows' long words.
            models.Index(
                fields=["deadline"],
                include=["facts"],
                condition=Q(published=True, places__gt=0),
                name="vacancy_index_open",
            ),
            models.Index(fields=["changed_in"], name="vacancy_index_changed"),
        ]

    def __str__(self) -> str:
        return str(self.vacancy_id)


class ChangedVacancy(models.Model):
    """A vacancy whose flat row is out of date: written by triggers, emptied by the sweeper."""

    vacancy_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.vacancy_id)


class RemovedVacancy(models.Model):
    """A flat row that is gone, for processes whose index still holds it: written by a trigger."""

    vacancy_id = models.BigIntegerField(primary_key=True)
    changed_in = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.vacancy_id)


class SearchWord(models.Model):
    """A word that occurs in vacancies or the taxonomy, to mend a mistyped one and to split compounds."""

    word = models.CharField(max_length=40, primary_key=True)
    letters = models.CharField(max_length=120, help_text="the word taken apart into single Korean letters")
    sound = models.CharField(max_length=120, default="", help_text="roughly how the word sounds in Latin letters")
    known = models.BooleanField(default=False, help_text="from the taxonomy, so spelt with care")

    class Meta:
        indexes = [
            GinIndex(OpClass("letters", name="gin_trgm_ops"), name="search_word_letters"),
            models.Index(OpClass("word", name="varchar_pattern_ops"), name="search_word_prefix"),
            models.Index(fields=["sound"], name="search_word_sound"),
        ]

    def __str__(self) -> str:
        return self.word


class SavedVacancy(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_vacancies")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(name="saved_vacancy_once", fields=["user", "vacancy"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.vacancy_id}"


class SavedSearch(PublicId, TimeStamped):
    """A search to repeat, and to be told about. `query` is the query string in its normal order."""

    class Every(models.TextChoices):
        DAY = "day", _("하루에 한 번")
        WEEK = "week", _("일주일에 한 번")
        NEVER = "never", _("알리지 않음")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("이름"), max_length=120)
    query = models.CharField(max_length=1000)
    every = models.CharField(_("알림"), max_length=5, choices=Every.choices, default=Every.DAY)
    since = models.DateTimeField(default=timezone.now, help_text="vacancies published after this are news")
    checked_on = models.DateField(null=True, blank=True)

    objects = querysets.SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(name="saved_search_once", fields=["user", "query"])]
        indexes = [
            models.Index(fields=["checked_on"], condition=~Q(every="never"), name="saved_search_to_check"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_due(self, on: dt.date) -> bool:
        days = {self.Every.DAY: 1, self.Every.WEEK: 7}.get(self.Every(self.every))
        return days is not None and (self.checked_on is None or (on - self.checked_on).days >= days)


class SearchAlert(models.Model):
    """A vacancy that a saved search has told its owner about: never told twice."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="alerts")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="search_alert_once", fields=["search", "vacancy"])]

    def __str__(self) -> str:
        return f"{self.search_id} {self.vacancy_id}"
