"""Recommendations become one row a person in a table cut by night. Those stored before go: they are computed anew,
at once for whoever opens the page and for everybody by the next night (`manage.py match_tonight`)."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

FIELDS = [
    ('night', models.BigIntegerField(help_text='0 before the first')),
    ('computed_at', models.DateTimeField()),
    ('model_version', models.CharField(max_length=20)),
    ('feasible', models.PositiveIntegerField(help_text='vacancies that broke no hard constraint when it was computed')),
    ('least', models.FloatField(help_text='what a vacancy must score to come in; none where there is room', null=True)),
    ('vacancies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
    ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text="the score's components in billionths, vacancy by vacancy", size=None)),
    ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None)),
    ('jobseeker', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='jobseekers.jobseeker')),
    ('pk', models.CompositePrimaryKey('jobseeker_id', 'night', blank=True, editable=False, primary_key=True, serialize=False)),
]


class Migration(migrations.Migration):

    dependencies = [
        ('jobseekers', '0001_initial'),
        ('matching', '0004_open_vacancies_index'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(sql=(Path(__file__).parent / 'recommendations.sql').read_text(encoding='utf-8')),
            ],
            state_operations=[
                migrations.DeleteModel(name='Recommendation'),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=FIELDS,
                    options={
                        'indexes': [models.Index(fields=['computed_at'], name='recommendation_computed'), django.contrib.postgres.indexes.GinIndex(fields=['vacancies'], name='recommendation_held')],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('parts__len', models.expressions.CombinedExpression(models.F('vacancies__len'), '*', models.Value(8))), ('reasons__len', models.F('vacancies__len'))), name='recommendation_packed_for_all'),
                            models.CheckConstraint(condition=models.Q(('feasible__gte', models.F('vacancies__len'))), name='recommendation_found_feasible'),
                        ],
                    },
                ),
            ],
        ),
        migrations.DeleteModel(name='RecommendationRun'),
    ]
