from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Extensions every room may rest on; each later first migration depends on this one."""

    initial = True
    dependencies = []
    operations = [TrigramExtension(), BtreeGistExtension(), UnaccentExtension()]
