"""The door from a programme to applying for it."""

from django.urls import NoReverseMatch, reverse

from almp_programmes.models import Programme


def apply_url(programme: Programme) -> str:
    """Where applying for the programme is posted to; '' where this installation takes no applications."""
    try:
        return reverse("almp_programmes:apply", args=[programme.public_id])
    except NoReverseMatch:
        return ""
