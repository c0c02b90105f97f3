from typing import Any

SAYS: dict[str, Any] = {}
