from django.urls import include, path

app_name = "welfare_centres"
urlpatterns = [
    path("", include("welfare_centres.urls_centres")),
    path("", include("welfare_centres.urls_cases")),
    path("", include("welfare_centres.urls_plans")),
    path("", include("welfare_centres.urls_meetings")),
    path("", include("welfare_centres.urls_refer")),
]
