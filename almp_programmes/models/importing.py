"""What imports of outside courses leave behind: whose number is which organisation, and the rows not taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideProvider(models.Model):
    """A training provider under the number its source gives it: names are shared by branches and change."""

    reference = models.CharField(
        max_length=80, unique=True, help_text="the source's number, or name:… where it has none"
    )
    organisation = models.OneToOneField("accounts.Organisation", models.RESTRICT, related_name="outside_provider")
    as_of = models.CharField(max_length=40, help_text="vintage, start and number of the run that spoke last")

    def __str__(self) -> str:
        return self.reference


class ImportReject(models.Model):
    """A row of a delivery that was not taken, as it stood, and why. Staff mend the source or decide by hand."""

    vintage = models.DateField(_("자료 기준"))
    row = models.PositiveIntegerField(_("행"))
    key = models.CharField(_("고유값"), max_length=40, blank=True)
    code = models.CharField(max_length=30, help_text="the reason, as almp_programmes.importing.reasons knows it")
    detail = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(_("행의 내용"))

    class Meta:
        verbose_name = _("받아들이지 않은 행")
        ordering = ["-vintage", "row"]
        constraints = [models.UniqueConstraint(fields=["vintage", "row"], name="import_reject_once")]
        indexes = [models.Index(fields=["code"], name="import_reject_by_code")]

    def __str__(self) -> str:
        return f"{self.vintage} {self.row} {self.code}"
