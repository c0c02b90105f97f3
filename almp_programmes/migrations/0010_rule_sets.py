import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='targetgroup',
            name='rules',
            field=models.JSONField(blank=True, default=dict, help_text='who belongs to it: see core.rules.trees'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='answer',
            field=models.JSONField(blank=True, default=dict, help_text='{condition: true, false or null} and the verdict'),
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', '쓰는 중'), ('proposed', '승인 기다림'), ('live', '시행'), ('superseded', '다음 판으로 바뀜'), ('rejected', '되돌려 보냄')], default='draft', max_length=10)),
                ('rules', models.JSONField(help_text='see core.rules.trees')),
                ('valid_from', models.DateField(verbose_name='시행일')),
                ('valid_to', models.DateField(blank=True, help_text='the first day it is no more', null=True)),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='고치는 까닭')),
                ('shipped', models.BooleanField(default=False, help_text="came with the project's reference data: nobody wrote it")),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='rule_sets', to='almp_programmes.programme')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '자격 규칙',
                'verbose_name_plural': '자격 규칙',
                'ordering': ['programme', '-version'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'version'), name='rule_set_version_once'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'proposed', 'live', 'superseded', 'rejected'))), name='rule_set_known_state'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('written_by')), _negated=True), _connector='OR'), name='rule_set_two_people'), models.CheckConstraint(condition=models.Q(('shipped', True), ('written_by__isnull', False), _connector='OR'), name='rule_set_written_by_somebody'), models.CheckConstraint(condition=models.Q(('shipped', True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state__in', ('live', 'superseded'))), models.Q(('approved_at', None), ('approved_by', None), ('state__in', ('draft', 'proposed', 'rejected'))), _connector='OR'), name='rule_set_in_force_iff_approved'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='rule_set_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('live', 'superseded'))), expressions=[('programme', '='), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='rule_set_one_in_force'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'proposed', 'rejected'))), fields=('programme',), name='rule_set_one_being_written')],
            },
        ),
        migrations.CreateModel(
            name='RuleSetTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.ruleset')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EffectEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('horizon_months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='몇 개월 뒤')),
                ('effect', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='효과(%p)')),
                ('standard_error', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='표준오차')),
                ('verdict', models.CharField(choices=[('helps', '취업을 도움'), ('unclear', '차이가 뚜렷하지 않음'), ('harms', '취업을 늦춤')], max_length=8)),
                ('source', models.CharField(max_length=300, verbose_name='출처')),
                ('as_of', models.DateField(verbose_name='기준일')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='almp_programmes.targetgroup')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='almp_programmes.programme')),
            ],
            options={
                'verbose_name': '효과 추정',
                'verbose_name_plural': '효과 추정',
                'ordering': ['programme', 'group', 'horizon_months', '-as_of'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'group', 'horizon_months', 'as_of'), name='effect_estimate_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('effect__range', (-100, 100)), ('standard_error__range', (0, 100))), name='effect_estimate_is_a_difference'), models.CheckConstraint(condition=models.Q(('verdict__in', ('helps', 'unclear', 'harms'))), name='effect_estimate_known_verdict')],
            },
        ),
        migrations.AddField(
            model_name='enrolment',
            name='rule_set',
            field=models.ForeignKey(blank=True, help_text='the version that was in force when it was decided', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.ruleset'),
        ),
    ]
