from employers.forms.firm import CompanyForm, JoinForm, RegistrationForm
from employers.forms.staff import ArrearsForm, ReportForm, WhyForm
from employers.forms.vacancy import VacancyForm

__all__ = ["ArrearsForm", "CompanyForm", "JoinForm", "RegistrationForm", "ReportForm", "VacancyForm", "WhyForm"]
