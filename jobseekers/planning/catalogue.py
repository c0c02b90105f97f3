"""The services that an action may name: those the catalogue gives to people. Free words stand beside it always."""

from channels.models import Service


def services() -> list[tuple[str, str]]:
    """Codes with their names in the reader's language."""
    return [(one.code, one.label) for one in Service.objects.filter(is_given=True, for_firms=False)]


def service_label(code: str) -> str:
    return next((one.label for one in Service.objects.filter(code=code)), "") if code else ""
