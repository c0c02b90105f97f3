"""An appointment and a group session never hold the same member of staff or the same room at one time, nor do two
appointments one member of staff, as host of the one and companion in the other.

They are two tables and two columns, so that no exclusion constraint sees both: each asks the other, after taking the rows
of the staff and of the room, so that of two who come at once the second sees the first.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION welfare_centres_appointment_beside_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('booked', 'arrived', 'done')
        AND (OLD.staff_id, OLD.companion_id, OLD.room_id, OLD.during)
            IS NOT DISTINCT FROM (NEW.staff_id, NEW.companion_id, NEW.room_id, NEW.during) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM accounts_user WHERE id IN (NEW.staff_id, NEW.companion_id) ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM welfare_centres_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM welfare_centres_groupsession AS held
        WHERE held.cancelled_at IS NULL AND held.during && NEW.during
            AND held.leader_id IN (NEW.staff_id, NEW.companion_id)
    ) OR EXISTS (
        SELECT FROM welfare_centres_groupsession AS held
        WHERE held.cancelled_at IS NULL AND held.during && NEW.during AND held.room_id = NEW.room_id
    ) OR EXISTS (
        SELECT FROM welfare_centres_appointment AS held
        WHERE held.id <> NEW.id AND held.state IN ('booked', 'arrived', 'done') AND held.during && NEW.during
            AND (held.companion_id = NEW.staff_id OR held.staff_id = NEW.companion_id)
    ) THEN
        RAISE EXCEPTION 'Another meeting holds this time.'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_or_session_booked_once';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appointment_or_session_booked_once
AFTER INSERT OR UPDATE OF staff_id, companion_id, room_id, during, state ON welfare_centres_appointment
FOR EACH ROW WHEN (NEW.state IN ('booked', 'arrived', 'done'))
EXECUTE FUNCTION welfare_centres_appointment_beside_sessions();

CREATE FUNCTION welfare_centres_session_beside_appointments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.cancelled_at IS NULL
        AND (OLD.leader_id, OLD.room_id, OLD.during) IS NOT DISTINCT FROM (NEW.leader_id, NEW.room_id, NEW.during) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM accounts_user WHERE id = NEW.leader_id FOR NO KEY UPDATE;
    PERFORM 1 FROM welfare_centres_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM welfare_centres_appointment AS held
        WHERE held.state IN ('booked', 'arrived', 'done') AND held.during && NEW.during
            AND NEW.leader_id IN (held.staff_id, held.companion_id)
    ) OR EXISTS (
        SELECT FROM welfare_centres_appointment AS held
        WHERE held.state IN ('booked', 'arrived', 'done') AND held.during && NEW.during
            AND held.room_id = NEW.room_id
    ) THEN
        RAISE EXCEPTION 'An appointment holds this time.'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_or_session_booked_once';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appointment_or_session_booked_once
AFTER INSERT OR UPDATE OF leader_id, room_id, during, cancelled_at ON welfare_centres_groupsession
FOR EACH ROW WHEN (NEW.cancelled_at IS NULL)
EXECUTE FUNCTION welfare_centres_session_beside_appointments();
"""
BACKWARD = """
DROP TRIGGER appointment_or_session_booked_once ON welfare_centres_appointment;
DROP FUNCTION welfare_centres_appointment_beside_sessions();
DROP TRIGGER appointment_or_session_booked_once ON welfare_centres_groupsession;
DROP FUNCTION welfare_centres_session_beside_appointments();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare_centres", "0051_handovers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
