"""What a centre handed in stays as it was: the database refuses another level or other evidence."""

from django.db import migrations

STAYS = """
CREATE FUNCTION welfare_centres_self_assessment_stays() RETURNS trigger AS $$
BEGIN
    IF OLD.submitted_at IS NOT NULL AND (NEW.levels, NEW.evidence, NEW.year, NEW.centre_id, NEW.submitted_at)
        IS DISTINCT FROM (OLD.levels, OLD.evidence, OLD.year, OLD.centre_id, OLD.submitted_at) THEN
        RAISE EXCEPTION 'a self-assessment that was handed in does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER self_assessment_stays BEFORE UPDATE ON welfare_centres_selfassessment
    FOR EACH ROW EXECUTE FUNCTION welfare_centres_self_assessment_stays();
"""
GOES = """
DROP TRIGGER self_assessment_stays ON welfare_centres_selfassessment;
DROP FUNCTION welfare_centres_self_assessment_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare_centres", "0041_cooperation")]
    operations = [migrations.RunSQL(STAYS, GOES)]
