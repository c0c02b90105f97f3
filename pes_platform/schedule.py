"""What runs by the clock, and when (Korean time)."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {"task": "channels.tasks.sweep", "schedule": 20.0},
    "sharing-night": {"task": "welfare_centres.tasks.sharing_night", "schedule": crontab(minute=1, hour=0)},
    "cases-resume": {"task": "welfare_centres.tasks.cases_resume", "schedule": crontab(minute=3, hour=0)},
    "vacancies-expire": {"task": "employers.tasks.expire", "schedule": crontab(minute=5, hour=0)},
    "applications-clock": {"task": "matching.tasks.answer_clock", "schedule": crontab(minute=10)},
    "places-lapse": {"task": "almp_programmes.tasks.offers_lapse", "schedule": crontab(minute="*/5")},
    "vacancies-index": {"task": "matching.tasks.index_changed", "schedule": 1.0, "options": {"expires": 1}},
    "vacancies-generation": {"task": "matching.tasks.index_generation", "schedule": 15.0, "options": {"expires": 15}},
    "profiles-recommend": {"task": "matching.tasks.recommend_changed", "schedule": 5.0, "options": {"expires": 5}},
    "vacancies-recommend": {"task": "matching.tasks.recommend_moved", "schedule": 2.0, "options": {"expires": 2}},
    "search-alerts": {"task": "matching.tasks.search_alerts", "schedule": crontab(minute=0, hour=8)},
    "recommendation-alerts": {"task": "matching.tasks.recommendation_alerts", "schedule": crontab(minute=10, hour=8)},
    "matching-night": {"task": "matching.tasks.match_tonight", "schedule": crontab(minute=30, hour=1)},
    "matching-sweep": {"task": "matching.tasks.match_sweep", "schedule": 20.0, "options": {"expires": 20}},
    "tightness": {"task": "matching.tasks.tightness", "schedule": crontab(minute=0, hour=1)},
    "figures": {"task": "portal.tasks.figures", "schedule": crontab(minute=15, hour=2)},
    "outcomes": {"task": "portal.tasks.outcomes", "schedule": crontab(minute=25, hour=2)},
    "portfolio-night": {"task": "almp_programmes.tasks.portfolio_night", "schedule": crontab(minute=40, hour=2)},
    "portfolio-sweep": {
        "task": "almp_programmes.tasks.portfolio_sweep",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "appointment-reminders": {"task": "welfare_centres.tasks.reminders_send", "schedule": crontab(minute="*/5")},
    "cooperation-night": {"task": "welfare_centres.tasks.cooperation_night", "schedule": crontab(minute=10, hour=3)},
    "referral-clock": {"task": "welfare_centres.tasks.referral_clock_run", "schedule": crontab(minute=30, hour=8)},
    "directory-ask": {"task": "welfare_centres.tasks.directory_ask", "schedule": crontab(minute=0, hour=9)},
    "readiness-night": {"task": "channels.tasks.readiness_night", "schedule": crontab(minute=50, hour=2)},
    "practice-night": {"task": "channels.tasks.practice_night", "schedule": crontab(minute=20, hour=3)},
    "assisted-sweep": {"task": "channels.tasks.assisted_end_overdue", "schedule": 60.0, "options": {"expires": 60}},
    "retention": {"task": "accounts.tasks.retention", "schedule": crontab(minute=0, hour=3)},
}
