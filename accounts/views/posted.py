from uuid import UUID

from django.http import Http404, HttpRequest


def posted_id(request: HttpRequest, name: str) -> UUID:
    """A public id sent by a form; what is none is a row that does not exist."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
