"""Is this process up, and can it reach what it needs? For load balancers and the compose file."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError


@never_cache
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Each dependency by name: which one is missing is what the operator needs to know."""
    found = {"database": _database(), "redis": _redis()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        cache.get("health")
    except (RedisError, OSError):
        return False
    return True
