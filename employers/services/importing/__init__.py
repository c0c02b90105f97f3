"""Outside advertisements: read, understood, written once, revised when they change."""

from employers.services.importing.running import import_vacancies

__all__ = ["import_vacancies"]
