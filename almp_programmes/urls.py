from almp_programmes import urls_cohort, urls_enrol, urls_learn, urls_money, urls_rules

app_name = "almp_programmes"
urlpatterns = [
    *urls_rules.urlpatterns,
    *urls_enrol.urlpatterns,
    *urls_learn.urlpatterns,
    *urls_cohort.urlpatterns,
    *urls_money.urlpatterns,
]
