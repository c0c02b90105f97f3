from django.urls import path

from almp_programmes.views import budgets, portfolio, scenarios

urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/category-<slug:category>/", portfolio.portfolio_category, name="portfolio_category"),
    path("portfolio/programme/<uuid:public_id>/", portfolio.programme_money, name="programme_money"),
    path("portfolio/<slug:block>.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/new/", budgets.budget_new, name="budget_new"),
    path("budgets/<uuid:public_id>/decide/", budgets.budget_decide, name="budget_decide"),
    path("planner/", scenarios.scenarios, name="scenarios"),
    path("planner/new/", scenarios.scenario_new, name="scenario_new"),
    path("planner/compare/", scenarios.scenarios_compare, name="scenarios_compare"),
    path("planner/compare.csv", scenarios.scenarios_compare_csv, name="scenarios_compare_csv"),
    path("planner/<uuid:public_id>/", scenarios.scenario, name="scenario"),
    path("planner/<uuid:public_id>/scenario.csv", scenarios.scenario_csv, name="scenario_csv"),
    path("planner/<uuid:public_id>/remove/", scenarios.move_remove, name="move_remove"),
    path("planner/<uuid:public_id>/share/", scenarios.scenario_share, name="scenario_share"),
    path("planner/<uuid:public_id>/copy/", scenarios.scenario_copy, name="scenario_copy"),
    path("planner/<uuid:public_id>/delete/", scenarios.scenario_delete, name="scenario_delete"),
]
