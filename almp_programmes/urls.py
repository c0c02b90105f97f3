from django.urls import URLPattern, URLResolver, include, path

app_name = "almp_programmes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("almp_programmes.urls_learn")),
]
