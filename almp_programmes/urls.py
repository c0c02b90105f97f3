from django.urls import URLPattern, URLResolver

from almp_programmes import urls_money

app_name = "almp_programmes"
urlpatterns: list[URLPattern | URLResolver] = [*urls_money.urlpatterns]
