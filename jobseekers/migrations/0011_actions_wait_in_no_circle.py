"""No action of a plan waits for itself, straight or round about: one row cannot tell, so a trigger asks."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION jobseekers_plan_action_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two who add one half of a circle each would not see each other's: the plan is theirs one after the other.
    PERFORM 1 FROM jobseekers_plan AS plan JOIN jobseekers_planaction AS action ON action.plan_id = plan.id
    WHERE action.id = NEW.from_planaction_id FOR NO KEY UPDATE OF plan;
    IF EXISTS (
        WITH RECURSIVE ahead (id) AS (
            SELECT NEW.to_planaction_id
            UNION
            SELECT link.to_planaction_id FROM jobseekers_planaction_after AS link
            JOIN ahead ON link.from_planaction_id = ahead.id
        )
        SELECT FROM ahead WHERE id = NEW.from_planaction_id
    ) THEN
        RAISE EXCEPTION 'An action of a plan cannot wait for itself.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_action_no_circle';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER plan_action_no_circle
AFTER INSERT OR UPDATE ON jobseekers_planaction_after
FOR EACH ROW EXECUTE FUNCTION jobseekers_plan_action_no_circle();
"""
BACKWARD = """
DROP TRIGGER plan_action_no_circle ON jobseekers_planaction_after;
DROP FUNCTION jobseekers_plan_action_no_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("jobseekers", "0010_plan_answers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
