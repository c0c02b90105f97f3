from django.urls import URLPattern, URLResolver, include, path

app_name = "matching"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("matching.urls_applications")),
]
