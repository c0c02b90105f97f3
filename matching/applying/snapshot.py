# ruff: noqa: E501 - SQL reads better in its own lines
"""The CV an employer gets, frozen at the moment it was shared.

It holds what the work may be judged by. No birth date, sex, photograph, address or family: the Fair Hiring Procedure
Act (art. 4-3) forbids asking for most of them, and none says anything about the work. Only confirmed skills are in it.
"""

import json
from typing import Any

from django.db import connection

CVS = """
SELECT j.id, jsonb_build_object(
    'version', 1, 'name', p.name, 'headline', j.headline, 'intro', j.intro,
    'region', jsonb_build_object('ko', coalesce(r.name_ko, ''), 'en', coalesce(nullif(r.name_en, ''), r.name_ko, '')),
    'province', jsonb_build_object('ko', coalesce(q.name_ko, ''), 'en', coalesce(nullif(q.name_en, ''), q.name_ko, '')),
    'education', j.education, 'career_months', j.career_months, 'work_permit', j.work_permit,
    'work', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'employer', w.employer_name, 'title', w.title, 'from', w.started_on::text,
            'to', coalesce(w.ended_on::text, ''), 'duties', w.duties) ORDER BY w.ended_on DESC NULLS FIRST)
        FROM jobseekers_workhistory w WHERE w.jobseeker_id = j.id), '[]'),
    'studies', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'level', e.level, 'school', e.school, 'major', e.major, 'on', coalesce(e.graduated_on::text, ''))
            ORDER BY e.level DESC)
        FROM jobseekers_education e WHERE e.jobseeker_id = j.id), '[]'),
    'licences', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'ko', l.name_ko, 'en', coalesce(nullif(l.name_en, ''), l.name_ko), 'on', coalesce(h.acquired_on::text, '')))
        FROM jobseekers_heldlicence h JOIN taxonomy_licence l ON l.id = h.licence_id
        WHERE h.jobseeker_id = j.id), '[]'),
    'skills', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'ko', k.name_ko, 'en', coalesce(nullif(k.name_en, ''), k.name_ko), 'level', c.level, 'evidence', c.evidence)
            ORDER BY c.level DESC)
        FROM jobseekers_competency c JOIN taxonomy_skill k ON k.id = c.skill_id
        WHERE c.jobseeker_id = j.id AND c.confirmed_at IS NOT NULL), '[]')
) AS cv
FROM jobseekers_jobseeker j JOIN accounts_person p ON p.id = j.person_id
LEFT JOIN taxonomy_region r ON r.id = j.region_id LEFT JOIN taxonomy_region q ON q.id = r.parent_id
"""


def cv_of(jobseeker_id: int) -> dict[str, Any]:
    """One query, whatever the length of the career; names in both languages as they stand now."""
    with connection.cursor() as cursor:
        cursor.execute(f"{CVS} WHERE j.id = %s", [jobseeker_id])
        found = cursor.fetchone()[1]
    cv: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return cv
