from django.urls import URLPattern, path

from almp_programmes.views import xapi

app_name = "xapi"
urlpatterns: list[URLPattern] = [
    path("about", xapi.about, name="about"),
    path("statements", xapi.statements, name="statements"),
]
