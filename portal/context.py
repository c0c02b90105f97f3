"""What every page's shell needs: navigation for the acting role, the acting role itself, the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"acting": getattr(request, "acting", None), "nav": [], "DEMO": settings.DEMO}
