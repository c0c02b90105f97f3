"""The services that an action may name. The catalogue is `channels`'; until it stands an action is in free words."""


def services() -> list[tuple[str, str]]:
    """Codes with their names in the reader's language."""
    return []


def service_label(code: str) -> str:
    return dict(services()).get(code, "")
