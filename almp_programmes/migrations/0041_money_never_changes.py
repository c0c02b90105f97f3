"""The books are append-only in the database itself."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION almp_programmes_money_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A line of the books is never changed: book the difference.' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER almp_programmes_money_never_changes BEFORE UPDATE OR DELETE ON almp_programmes_moneyentry
FOR EACH ROW EXECUTE FUNCTION almp_programmes_money_never_changes();
"""
BACKWARD = """
DROP TRIGGER almp_programmes_money_never_changes ON almp_programmes_moneyentry;
DROP FUNCTION almp_programmes_money_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("almp_programmes", "0040_money")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
