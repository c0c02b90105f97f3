from django.urls import URLPattern, URLResolver, include, path

app_name = "welfare_centres"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("welfare_centres.urls_refer")),
]
