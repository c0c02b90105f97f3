from django.urls import path

from employers.views import firms, moderation, vacancies

app_name = "employers"
urlpatterns = [
    path("register/", firms.register, name="register"),
    path("vacancies/", vacancies.vacancy_list, name="vacancy_list"),
    path("vacancies/new/", vacancies.vacancy_new, name="vacancy_new"),
    path("vacancies/preview/", vacancies.vacancy_preview, name="vacancy_preview"),
    path("vacancies/<uuid:public_id>/", vacancies.vacancy, name="vacancy"),
    path("vacancies/<uuid:public_id>/edit/", vacancies.vacancy_edit, name="vacancy_edit"),
    path("vacancies/<uuid:public_id>/do/", vacancies.vacancy_action, name="vacancy_action"),
    path("company/", firms.company, name="company"),
    path("company/edit/", firms.company_edit, name="company_edit"),
    path("company/postings/<uuid:public_id>/claim/", firms.postings_claim, name="postings_claim"),
    path("claims/<uuid:public_id>/", firms.claim_decide, name="claim_decide"),
    path("firms/<uuid:public_id>/", firms.company_page, name="company_page"),
    path("firms/<uuid:public_id>/join/", firms.join, name="join"),
    path("report/<uuid:public_id>/", moderation.vacancy_report, name="vacancy_report"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/<uuid:public_id>/", moderation.moderation_vacancy, name="moderation_vacancy"),
    path("moderation/<uuid:public_id>/decide/", moderation.vacancy_decide, name="vacancy_decide"),
    path("moderation/reports/<uuid:public_id>/", moderation.report_decide, name="report_decide"),
    path("moderation/firms/<uuid:public_id>/verify/", moderation.employer_verify, name="employer_verify"),
    path("moderation/firms/<uuid:public_id>/arrears/", moderation.employer_arrears, name="employer_arrears"),
]
