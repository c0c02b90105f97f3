import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0032_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='연도')),
                ('province', models.CharField(blank=True, help_text='first two digits of the region code; empty: the nation', max_length=2, verbose_name='시·도')),
                ('won', models.PositiveBigIntegerField(verbose_name='예산(원)')),
                ('state', models.CharField(choices=[('proposed', '승인 기다림'), ('approved', '승인됨'), ('returned', '돌려보냄'), ('replaced', '새 금액으로 바뀜')], default='proposed', max_length=8)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='근거')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.programme', verbose_name='프로그램')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.targetgroup', verbose_name='대상 집단')),
            ],
            options={
                'verbose_name': '예산',
                'verbose_name_plural': '예산',
                'ordering': ['-year', 'programme', 'province', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='budget_year_known'), models.CheckConstraint(condition=models.Q(('province__regex', '^([0-9]{2})?$')), name='budget_province_code'), models.CheckConstraint(condition=models.Q(('won__lte', 100000000000000)), name='budget_within_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='budget_decided_iff_decider'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='budget_second_person'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('year', 'programme', 'province', 'target_group'), name='budget_one_proposed', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('year', 'programme', 'province', 'target_group'), name='budget_one_approved', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='BudgetTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.budget')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MoneyEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='연도')),
                ('province', models.CharField(blank=True, help_text='first two digits of the region code; empty: the nation', max_length=2, verbose_name='시·도')),
                ('kind', models.CharField(choices=[('committed', '집행 약정'), ('spent', '지출')], max_length=9, verbose_name='구분')),
                ('won', models.BigIntegerField(help_text='below zero where it puts another line right', verbose_name='금액(원)')),
                ('on', models.DateField(verbose_name='날짜')),
                ('source', models.CharField(max_length=60, verbose_name='출처')),
                ('key', models.CharField(max_length=120, verbose_name='번호')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='설명')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.programme', verbose_name='프로그램')),
                ('target_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.targetgroup', verbose_name='대상 집단')),
            ],
            options={
                'verbose_name': '회계 기록',
                'verbose_name_plural': '회계 기록',
                'ordering': ['-on', '-pk'],
                'indexes': [models.Index(fields=['year', 'programme'], name='money_entry_by_year'), models.Index(fields=['created_at'], name='money_entry_new')],
                'constraints': [models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='money_entry_year_known'), models.CheckConstraint(condition=models.Q(('province__regex', '^([0-9]{2})?$')), name='money_entry_province_code'), models.UniqueConstraint(fields=('source', 'key'), name='money_entry_key_once'), models.CheckConstraint(condition=models.Q(('won', 0), _negated=True), name='money_entry_is_money'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='money_entry_has_a_key'), models.CheckConstraint(condition=models.Q(('kind__in', ('committed', 'spent'))), name='money_entry_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='PortfolioCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='연도')),
                ('province', models.CharField(blank=True, help_text='first two digits of the region code; empty: the nation', max_length=2, verbose_name='시·도')),
                ('places', models.PositiveIntegerField(default=0, verbose_name='자리')),
                ('entries', models.PositiveIntegerField(default=0, verbose_name='참여')),
                ('completions', models.PositiveIntegerField(default=0, verbose_name='수료')),
                ('known_6m', models.PositiveIntegerField(default=0)),
                ('sustained_6m', models.PositiveIntegerField(default=0, verbose_name='6개월 뒤 취업 중')),
                ('known_12m', models.PositiveIntegerField(default=0)),
                ('sustained_12m', models.PositiveIntegerField(default=0, verbose_name='12개월 뒤 취업 중')),
                ('committed', models.BigIntegerField(default=0, verbose_name='집행 약정(원)')),
                ('spent', models.BigIntegerField(default=0, verbose_name='지출(원)')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.programme', verbose_name='프로그램')),
                ('target_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.targetgroup', verbose_name='대상 집단')),
            ],
            options={
                'verbose_name': '성과 집계',
                'verbose_name_plural': '성과 집계',
                'constraints': [models.UniqueConstraint(fields=('year', 'programme', 'province', 'target_group'), name='portfolio_cell_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('completions__lte', models.F('entries')), ('entries__lte', models.F('places')), ('known_12m__lte', models.F('known_6m')), ('known_6m__lte', models.F('entries')), ('sustained_12m__lte', models.F('known_12m')), ('sustained_6m__lte', models.F('known_6m'))), name='portfolio_cell_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='PortfolioYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('due', models.BooleanField(default=True)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('counted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='ReferenceFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('KOR', '한국'), ('OECD', 'OECD 평균')], max_length=4, verbose_name='나라')),
                ('year', models.PositiveSmallIntegerField(verbose_name='연도')),
                ('measure', models.CharField(help_text='1 to 9, active, active_and_retention, all', max_length=24, verbose_name='범위')),
                ('group', models.CharField(blank=True, max_length=20, verbose_name='집단')),
                ('indicator', models.CharField(choices=[('share_gdp', '국내총생산 대비 비중'), ('share_active', '적극적 정책 지출 중 비중'), ('budget', '예산'), ('spent', '지출'), ('people', '참여 인원'), ('share_people', '참여자 중 비중'), ('gdp', '국내총생산')], max_length=12, verbose_name='지표')),
                ('value', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='값')),
                ('unit', models.CharField(choices=[('percent', '%'), ('won', '원'), ('people', '명')], max_length=7, verbose_name='단위')),
                ('bound', models.CharField(blank=True, choices=[('', '그대로'), ('about', '약'), ('more_than', '초과')], max_length=9)),
                ('source', models.CharField(max_length=200, verbose_name='출처')),
                ('source_en', models.CharField(blank=True, max_length=200, verbose_name='출처(영문)')),
                ('verified', models.BooleanField(default=False, verbose_name='원문 확인')),
            ],
            options={
                'verbose_name': '비교 수치',
                'verbose_name_plural': '비교 수치',
                'ordering': ['-year', 'area', 'indicator', 'measure'],
                'constraints': [models.UniqueConstraint(fields=('area', 'year', 'measure', 'group', 'indicator'), name='reference_figure_once'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reference_figure_has_a_source'), models.CheckConstraint(condition=models.Q(('measure__regex', '^([1-9]|active|active_and_retention|all)$')), name='reference_figure_known_scope'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='reference_figure_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=80, verbose_name='이름')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='설명')),
                ('shared', models.BooleanField(default=False, verbose_name='부처 안에서 함께 보기')),
                ('base', models.CharField(choices=[('books', '이 시스템의 지출과 참여'), ('reference', '공표된 예산과 참여')], default='books', max_length=9, verbose_name='바탕 자료')),
                ('base_year', models.PositiveSmallIntegerField(verbose_name='바탕 연도')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '시나리오',
                'verbose_name_plural': '시나리오',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='scenario_name_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('base_year__range', (2000, 2100))), name='scenario_year_known')],
            },
        ),
        migrations.CreateModel(
            name='ScenarioMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_measure', models.CharField(max_length=1)),
                ('to_measure', models.CharField(max_length=1)),
                ('won', models.PositiveBigIntegerField(verbose_name='옮길 금액(원)')),
                ('from_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.targetgroup')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='almp_programmes.scenario')),
                ('to_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.targetgroup')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('won__gt', 0)), name='scenario_move_is_money'), models.CheckConstraint(condition=models.Q(models.Q(('from_measure', models.F('to_measure')), _negated=True), models.Q(('from_group__isnull', True), ('to_group__isnull', False)), models.Q(('from_group__isnull', False), ('to_group__isnull', True)), models.Q(('from_group', models.F('to_group')), _negated=True), _connector='OR'), name='scenario_move_goes_elsewhere'), models.CheckConstraint(condition=models.Q(('from_measure__regex', '^[1-9]$'), ('to_measure__regex', '^[1-9]$')), name='scenario_move_known_measure')],
            },
        ),
        migrations.AddIndex(
            model_name='enrolmenttransition',
            index=models.Index(fields=['at'], name='enrolment_log_new'),
        ),
    ]
