from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('employers', '0001_initial'),
        ('matching', '0010_moved_vacancies_by_transaction'),
    ]

    operations = [
        migrations.RunSQL(sql=(Path(__file__).parent / 'shown.sql').read_text(encoding='utf-8')),
    ]
