"""A payment run is not approved unless the books spend exactly what it pays."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION almp_programmes_paid_is_spent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(sum(won), 0) FROM almp_programmes_payment WHERE run_id = NEW.id) IS DISTINCT FROM
       (SELECT coalesce(sum(won), 0) FROM almp_programmes_moneyentry
        WHERE source = 'payment_run:' || NEW.id AND kind = 'spent') THEN
        RAISE EXCEPTION 'An approved payment run is booked as spent.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_run_paid_is_spent';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_run_paid_is_spent AFTER INSERT OR UPDATE OF state ON almp_programmes_paymentrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'approved')
EXECUTE FUNCTION almp_programmes_paid_is_spent();
"""
BACKWARD = """
DROP TRIGGER payment_run_paid_is_spent ON almp_programmes_paymentrun;
DROP FUNCTION almp_programmes_paid_is_spent();
"""


class Migration(migrations.Migration):
    dependencies = [("almp_programmes", "0061_classroom_of_one_run")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
