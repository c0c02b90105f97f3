from almp_programmes import urls_enrol

app_name = "almp_programmes"
urlpatterns = [*urls_enrol.urlpatterns]
