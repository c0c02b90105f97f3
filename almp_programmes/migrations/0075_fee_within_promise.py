"""The months of a participation never come to more of the fee than the books hold promised for it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION almp_programmes_fee_within_promise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE participation bigint;
BEGIN
    IF TG_TABLE_NAME = 'almp_programmes_payment' THEN
        participation := NEW.enrolment_id;
    ELSE
        participation := substr(NEW.source, 5)::bigint;
    END IF;
    IF (SELECT coalesce(sum(won), 0) FROM almp_programmes_payment
        WHERE enrolment_id = participation AND kind = 'fee') >
       (SELECT coalesce(sum(won), 0) FROM almp_programmes_moneyentry
        WHERE source = 'fee:' || participation AND kind = 'committed') THEN
        RAISE EXCEPTION 'No more of a fee is paid than was promised.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_fee_within_promise';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_fee_within_promise AFTER INSERT OR UPDATE ON almp_programmes_payment
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'fee')
EXECUTE FUNCTION almp_programmes_fee_within_promise();
CREATE CONSTRAINT TRIGGER money_fee_promise_covers_payments AFTER INSERT ON almp_programmes_moneyentry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.source ~ '^fee:[0-9]+$')
EXECUTE FUNCTION almp_programmes_fee_within_promise();
"""
BACKWARD = """
DROP TRIGGER money_fee_promise_covers_payments ON almp_programmes_moneyentry;
DROP TRIGGER payment_fee_within_promise ON almp_programmes_payment;
DROP FUNCTION almp_programmes_fee_within_promise();
"""


class Migration(migrations.Migration):
    dependencies = [("almp_programmes", "0074_fees")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
