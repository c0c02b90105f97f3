from almp_programmes.urls_money import urlpatterns as money
from almp_programmes.urls_rules import urlpatterns as rules

app_name = "almp_programmes"
urlpatterns = [*rules, *money]
