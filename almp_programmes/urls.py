from django.urls import URLPattern

app_name = "almp_programmes"
urlpatterns: list[URLPattern] = []
