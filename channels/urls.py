from django.urls import path

from channels import views

app_name = "channels"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("unsure/", views.unsure, name="unsure"),
    path("unsure/<uuid:public_id>/", views.settle, name="settle"),
    path("<uuid:public_id>/", views.message, name="message"),
]
