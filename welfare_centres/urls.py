from django.urls import URLPattern, URLResolver

app_name = "welfare_centres"
urlpatterns: list[URLPattern | URLResolver] = []
