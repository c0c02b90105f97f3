from django.urls import URLPattern, URLResolver, include, path

from matching.views import feeds, recommendations, saved, search, suggesting, vacancies

app_name = "matching"
urlpatterns: list[URLPattern | URLResolver] = [
    # --- searching and reading
    path("", search.search, name="search"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("feed/", feeds.feed, name="feed"),
    path("feed.json", feeds.feed_json, name="feed_json"),
    path("<uuid:public_id>/", vacancies.vacancy, name="vacancy"),
    # --- keeping
    path("<uuid:public_id>/save/", saved.save, name="save"),
    path("saved/", saved.saved, name="saved"),
    path("saved/searches/", saved.saved_searches, name="saved_searches"),
    path("saved/alerts/", saved.alert_wish, name="alert_wish"),
    path("saved/searches/new/", saved.search_save, name="search_save"),
    path("saved/searches/<uuid:public_id>/", saved.saved_search, name="saved_search"),
    # --- recommending
    path("recommended/", recommendations.recommended, name="recommended"),
    path("<uuid:public_id>/feedback/", recommendations.feedback, name="feedback"),
    path("<uuid:public_id>/candidates/", recommendations.candidates, name="candidates"),
    path("<uuid:public_id>/candidates/<uuid:person>/", recommendations.candidate, name="candidate"),
    path("<uuid:public_id>/candidates/<uuid:person>/do/", recommendations.candidate_act, name="candidate_act"),
    # --- applying and hiring
    path("", include("matching.urls_applications")),
]
