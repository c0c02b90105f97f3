from django.urls import path

from taxonomy import views

app_name = "taxonomy"
urlpatterns = [
    path("occupations/suggest/", views.occupation_suggest, name="occupation_suggest"),
    path("skills/suggest/", views.skill_suggest, name="skill_suggest"),
    path("regions/suggest/", views.region_suggest, name="region_suggest"),
]
