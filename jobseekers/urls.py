from django.urls import URLPattern

app_name = "jobseekers"
urlpatterns: list[URLPattern] = []
