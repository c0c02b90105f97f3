"""How a person wants to be told things, and what is told in easy words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core.models import TimeStamped, pick


class Told(models.TextChoices):
    """By what a person wants to be told what the site tells."""

    USUAL = "", _("정하지 않음(이메일, 없으면 문자)")
    EMAIL = "email", _("이메일")
    SMS = "sms", _("문자")
    LETTER = "letter", _("편지")


class ReadingNeeds(TimeStamped):
    person = models.OneToOneField(Person, models.CASCADE, related_name="reading_needs")
    medium = models.CharField(max_length=6, choices=Told.choices, blank=True, default="")
    easy = models.BooleanField(default=False)
    sign = models.BooleanField(default=False)
    spoken = models.CharField(max_length=20, blank=True, help_text="a language to interpret, by its code")
    signals_off = models.BooleanField(default=False, help_text="no signals of use are collected")

    class Meta:
        constraints = [
            models.CheckConstraint(name="reading_known_medium", condition=Q(medium__in=("", "email", "sms", "letter")))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.medium}"


class EasyText(models.Model):
    """A page or message in easy words: short sentences, one fact each."""

    key = models.CharField(max_length=60, unique=True, help_text="URL name of a page, or message:<template>")
    title_ko = models.CharField(max_length=100)
    title_en = models.CharField(max_length=100)
    body_ko = models.TextField()
    body_en = models.TextField()
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        return pick(self.title_ko, self.title_en)

    @property
    def body(self) -> str:
        return pick(self.body_ko, self.body_en)
