"""Every room's door."""

from django.urls import include, path

from pes_platform import health
from portal.views.language import set_language

urlpatterns = [
    path("healthz", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
    path("language/", set_language, name="set_language"),
    path("", include("portal.urls")),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("taxonomy/", include("taxonomy.urls")),
    path("", include("channels.urls")),
    path("profile/", include("jobseekers.urls")),
    path("employer/", include("employers.urls")),
    path("jobs/", include("matching.urls")),
    path("programmes/", include("almp_programmes.urls")),
    path("centres/", include("welfare_centres.urls")),
    path("xapi/", include("almp_programmes.urls_xapi")),
    path("api/", include("portal.api")),
]

handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"
