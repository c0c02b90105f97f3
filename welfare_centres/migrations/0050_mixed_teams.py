"""An open team has members of two agencies at least and one lead: looked at when the transaction ends."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION welfare_centres_team_is_mixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agencies integer;
    leads integer;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM welfare_centres_team WHERE id = NEW.team_id AND closed_at IS NULL) THEN
        RETURN NULL;
    END IF;
    SELECT count(DISTINCT organisation_id), count(*) FILTER (WHERE is_lead) INTO agencies, leads
    FROM welfare_centres_teammember WHERE team_id = NEW.team_id AND until IS NULL;
    IF agencies < 2 OR leads <> 1 THEN
        RAISE EXCEPTION 'a team needs two agencies and one lead' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'team_is_mixed';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER team_is_mixed AFTER INSERT OR UPDATE ON welfare_centres_teammember
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION welfare_centres_team_is_mixed();
"""
BACK = """
DROP TRIGGER team_is_mixed ON welfare_centres_teammember;
DROP FUNCTION welfare_centres_team_is_mixed();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare_centres", "0042_self_assessment_stays")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
