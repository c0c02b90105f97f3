"""What is handed in and said belongs to one run, in the database itself: a check constraint cannot look into two tables."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION almp_programmes_submission_of_one_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT run_id FROM almp_programmes_coursework WHERE id = NEW.coursework_id) IS DISTINCT FROM
       (SELECT run_id FROM almp_programmes_enrolment WHERE id = NEW.enrolment_id) THEN
        RAISE EXCEPTION 'Work is handed in for coursework of the run one takes part in.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER almp_programmes_submission_of_one_run
BEFORE INSERT OR UPDATE OF coursework_id, enrolment_id ON almp_programmes_submission
FOR EACH ROW EXECUTE FUNCTION almp_programmes_submission_of_one_run();

CREATE FUNCTION almp_programmes_message_of_one_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.enrolment_id IS NOT NULL AND NEW.run_id IS DISTINCT FROM
       (SELECT run_id FROM almp_programmes_enrolment WHERE id = NEW.enrolment_id) THEN
        RAISE EXCEPTION 'A message is to a participant of its own run.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER almp_programmes_message_of_one_run
BEFORE INSERT OR UPDATE OF run_id, enrolment_id ON almp_programmes_cohortmessage
FOR EACH ROW EXECUTE FUNCTION almp_programmes_message_of_one_run();
"""
BACKWARD = """
DROP TRIGGER almp_programmes_submission_of_one_run ON almp_programmes_submission;
DROP FUNCTION almp_programmes_submission_of_one_run();
DROP TRIGGER almp_programmes_message_of_one_run ON almp_programmes_cohortmessage;
DROP FUNCTION almp_programmes_message_of_one_run();
"""


class Migration(migrations.Migration):
    dependencies = [("almp_programmes", "0060_cohorts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
