import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('core', '0001_extensions'),
        ('taxonomy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MinimumWage',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('hourly', models.PositiveIntegerField(verbose_name='시간급')),
                ('source', models.CharField(max_length=200)),
                ('verified', models.BooleanField(default=False, help_text='read in a primary text; else check before use')),
            ],
            options={
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='Employer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('business_number', models.CharField(blank=True, max_length=10, null=True, unique=True, verbose_name='사업자등록번호')),
                ('outside_key', models.CharField(blank=True, help_text="the firm's name as compared by the importer", max_length=200, null=True, unique=True)),
                ('headcount', models.PositiveIntegerField(blank=True, null=True, verbose_name='직원 수')),
                ('website', models.URLField(blank=True, verbose_name='누리집')),
                ('intro', models.TextField(blank=True, verbose_name='회사 소개')),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('arrears_listed_on', models.DateField(blank=True, null=True, verbose_name='임금 체불 명단 공개일')),
                ('response_rate', models.PositiveSmallIntegerField(blank=True, help_text='per cent of applications answered in time; kept by matching', null=True)),
                ('response_days', models.PositiveSmallIntegerField(blank=True, help_text='median; kept by matching', null=True)),
                ('claimed_by', models.ForeignKey(blank=True, help_text='who took over its postings', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='claimed', to='employers.employer')),
                ('industry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.industry')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='employer', to='accounts.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('business_number', None), ('business_number__regex', '^[0-9]{10}$'), _connector='OR'), name='employer_business_number_is_ten_digits'), models.CheckConstraint(condition=models.Q(('verified_at', None), ('business_number__isnull', False), _connector='OR'), name='employer_verified_has_number'), models.CheckConstraint(condition=models.Q(('business_number__isnull', False), ('outside_key__isnull', False), _connector='OR'), name='employer_registered_or_outside'), models.CheckConstraint(condition=models.Q(('claimed_by', None), models.Q(('claimed_by', models.F('pk')), _negated=True), _connector='OR'), name='employer_claimed_by_another'), models.CheckConstraint(condition=models.Q(('claimed_by', None), ('business_number', None), _connector='OR'), name='employer_only_outside_is_claimed'), models.CheckConstraint(condition=models.Q(('response_rate', None), ('response_rate__lte', 100), _connector='OR'), name='employer_response_rate_is_per_cent')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('join', '담당자로 합류'), ('postings', '외부 공고 가져오기')], max_length=10)),
                ('text', models.CharField(blank=True, max_length=1000, verbose_name='설명')),
                ('state', models.CharField(choices=[('open', '확인 중'), ('accepted', '받아들임'), ('refused', '받아들이지 않음')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claimant', models.ForeignKey(blank=True, help_text='who takes postings over', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims_made', to='employers.employer')),
                ('employer', models.ForeignKey(help_text='the firm claimed', on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='employers.employer')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='claim_decided_iff_not_open'), models.CheckConstraint(condition=models.Q(models.Q(('claimant', None), ('kind', 'join')), models.Q(('claimant__isnull', False), ('kind', 'postings')), _connector='OR'), name='claim_of_postings_has_claimant'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('kind', 'employer', 'user'), name='claim_open_once')],
            },
        ),
        migrations.CreateModel(
            name='PayBenchmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(choices=[('hour', '시급'), ('day', '일급'), ('month', '월급'), ('year', '연봉')], max_length=5)),
                ('p25', models.PositiveIntegerField()),
                ('p50', models.PositiveIntegerField()),
                ('p75', models.PositiveIntegerField()),
                ('n', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=100)),
                ('as_of', models.DateField()),
                ('synthetic', models.BooleanField(default=False)),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='taxonomy.occupation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='taxonomy.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('occupation', 'region', 'period', 'source'), name='pay_benchmark_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('p25__lte', models.F('p50')), ('p50__lte', models.F('p75'))), name='pay_benchmark_quartiles_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Vacancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(default='own', max_length=40)),
                ('source_key', models.CharField(blank=True, max_length=120)),
                ('source_digest', models.CharField(blank=True, help_text='of the outside row as last read', max_length=64)),
                ('state', models.CharField(choices=[('draft', '쓰는 중'), ('submitted', '검토 중'), ('published', '모집 중'), ('paused', '잠시 멈춤'), ('filled', '채용 완료'), ('expired', '마감'), ('withdrawn', '내림')], default='draft', max_length=10)),
                ('title', models.CharField(max_length=200, verbose_name='제목')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='근무지 주소')),
                ('duties', models.TextField(blank=True, verbose_name='하는 일')),
                ('requirements', models.TextField(blank=True, verbose_name='필요한 것')),
                ('preferred', models.TextField(blank=True, verbose_name='있으면 좋은 것')),
                ('benefits', models.TextField(blank=True, verbose_name='복리후생')),
                ('openings', models.PositiveSmallIntegerField(default=1, verbose_name='모집 인원')),
                ('filled', models.PositiveSmallIntegerField(default=0)),
                ('contract', models.CharField(blank=True, choices=[('permanent', '정규직'), ('fixed', '계약직'), ('dispatch', '파견직'), ('daily', '일용직'), ('intern', '인턴'), ('apprentice', '일학습병행')], max_length=10, verbose_name='고용 형태')),
                ('contract_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='계약 기간(개월)')),
                ('pay_period', models.CharField(blank=True, choices=[('hour', '시급'), ('day', '일급'), ('month', '월급'), ('year', '연봉')], max_length=5)),
                ('pay_min', models.PositiveIntegerField(blank=True, null=True, verbose_name='급여')),
                ('pay_max', models.PositiveIntegerField(blank=True, null=True, verbose_name='급여 상한')),
                ('hours_week', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='주 근로시간')),
                ('work_days', models.CharField(blank=True, max_length=200, verbose_name='근무일과 시간')),
                ('night', models.BooleanField(default=False, verbose_name='밤 근무')),
                ('weekend', models.BooleanField(default=False, verbose_name='주말 근무')),
                ('shift', models.BooleanField(default=False, verbose_name='교대 근무')),
                ('remote', models.CharField(choices=[('none', '출근'), ('hybrid', '일부 재택'), ('full', '전부 재택')], default='none', max_length=6, verbose_name='재택근무')),
                ('education_min', models.CharField(choices=[('00', '학력 무관'), ('01', '초등학교 졸업 이하'), ('02', '중학교 졸업'), ('03', '고등학교 졸업'), ('04', '전문대 졸업'), ('05', '대학교 졸업'), ('06', '석사'), ('07', '박사')], default='00', max_length=2, verbose_name='학력')),
                ('career_min_months', models.PositiveSmallIntegerField(default=0, verbose_name='경력(개월)')),
                ('career_max_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('permit_ok', models.BooleanField(default=False, verbose_name='취업 허가가 있는 외국인도 지원 가능')),
                ('accessibility', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '휠체어로 다닐 수 있어요'), ('lift', '승강기가 있어요'), ('toilet', '장애인 화장실이 있어요'), ('parking', '장애인 주차 구역이 있어요'), ('sign_language', '수어 통역을 도와드려요'), ('screen_reader', '화면 낭독기를 쓸 수 있어요'), ('quiet', '조용한 자리를 드려요'), ('seated', '앉아서 하는 일이에요'), ('flexible_breaks', '쉬는 시간을 조절할 수 있어요'), ('job_coach', '근로지원인과 함께 일할 수 있어요')], max_length=20), blank=True, default=list, size=None)),
                ('deadline', models.DateField(blank=True, help_text='null: until filled', null=True, verbose_name='마감일')),
                ('outside_url', models.URLField(blank=True, max_length=500)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('applications_count', models.PositiveIntegerField(default=0, help_text='kept by matching')),
                ('applications_new', models.PositiveIntegerField(default=0, help_text='not yet opened; kept by matching')),
                ('acknowledged', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='warnings of the check its author kept', size=None)),
                ('employer', models.ForeignKey(blank=True, help_text='null only for a nameless outside advertisement, which stays unpublished', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='vacancies', to='employers.employer')),
                ('occupation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.occupation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
        ),
        migrations.CreateModel(
            name='VacancyLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('required', models.BooleanField(default=True, verbose_name='꼭 필요')),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.licence')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='licence_links', to='employers.vacancy')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('vacancy', 'licence'), name='vacancy_licence_once')],
            },
        ),
        migrations.CreateModel(
            name='VacancyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('reason', models.CharField(choices=[('false', '사실과 다른 공고예요'), ('discrimination', '차별하는 조건이 있어요'), ('wage', '최저임금보다 적어요'), ('fee', '돈을 내라고 해요'), ('fraud', '사기가 의심돼요'), ('closed', '이미 끝난 모집이에요'), ('other', '그 밖의 문제')], max_length=15)),
                ('text', models.CharField(blank=True, max_length=1000, verbose_name='내용')),
                ('state', models.CharField(choices=[('open', '확인 중'), ('upheld', '받아들임'), ('dismissed', '문제 없음')], default='open', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='employers.vacancy')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='report_decided_iff_not_open'), models.UniqueConstraint(condition=models.Q(('reporter__isnull', False), ('state', 'open')), fields=('vacancy', 'reporter'), name='report_open_once_a_reporter')],
            },
        ),
        migrations.CreateModel(
            name='VacancySkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('required', models.BooleanField(default=True, verbose_name='꼭 필요')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.skill')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_links', to='employers.vacancy')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('vacancy', 'skill'), name='vacancy_skill_once'), models.CheckConstraint(condition=models.Q(('level', None), ('level__range', (1, 5)), _connector='OR'), name='vacancy_skill_level_is_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='VacancyTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='employers.vacancy')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='vacancy',
            name='licences',
            field=models.ManyToManyField(related_name='+', through='employers.VacancyLicence', to='taxonomy.licence'),
        ),
        migrations.AddField(
            model_name='vacancy',
            name='skills',
            field=models.ManyToManyField(related_name='+', through='employers.VacancySkill', to='taxonomy.skill'),
        ),
        migrations.AddIndex(
            model_name='vacancy',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-published_at'], name='vacancy_open_newest'),
        ),
        migrations.AddIndex(
            model_name='vacancy',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['deadline'], name='vacancy_open_deadline'),
        ),
        migrations.AddIndex(
            model_name='vacancy',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['occupation', 'region'], name='vacancy_open_place'),
        ),
        migrations.AddIndex(
            model_name='vacancy',
            index=models.Index(fields=['employer', 'state'], name='vacancy_by_employer_state'),
        ),
        migrations.AddIndex(
            model_name='vacancy',
            index=models.Index(fields=['state', 'created_at'], name='vacancy_by_state'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('source', 'source_key'), name='vacancy_source_key_once'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('openings__gte', 1)), name='vacancy_has_openings'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('filled__lte', models.F('openings'))), name='vacancy_filled_within_openings'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'filled'), _negated=True), ('filled', models.F('openings')), _connector='OR'), name='vacancy_filled_state_is_full'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('pay_max', None), models.Q(('pay_max__gte', models.F('pay_min')), ('pay_min__isnull', False)), _connector='OR'), name='vacancy_pay_max_not_below_min'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('pay_min', None), models.Q(('pay_period', ''), _negated=True), _connector='OR'), name='vacancy_pay_has_period'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('career_max_months', None), ('career_max_months__gte', models.F('career_min_months')), _connector='OR'), name='vacancy_career_max_not_below_min'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('hours_week', None), models.Q(('hours_week__gt', 0), ('hours_week__lte', 168)), _connector='OR'), name='vacancy_hours_are_a_week'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('employer__isnull', False), _connector='OR'), name='vacancy_shown_names_employer'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'own'), _negated=True), models.Q(('state__in', ['submitted', 'published', 'paused', 'filled']), _negated=True), models.Q(('hours_week__isnull', False), ('occupation__isnull', False), ('pay_min__isnull', False), ('region__isnull', False), models.Q(('contract', ''), _negated=True), models.Q(('duties', ''), _negated=True)), _connector='OR'), name='vacancy_own_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'own'), _negated=True), ('employer__isnull', False), _connector='OR'), name='vacancy_own_has_employer'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'paused', 'filled', 'expired']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='vacancy_shown_since'),
        ),
        migrations.AddConstraint(
            model_name='vacancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['filled', 'expired', 'withdrawn'])), models.Q(models.Q(('state__in', ['filled', 'expired', 'withdrawn']), _negated=True), ('closed_at', None)), _connector='OR'), name='vacancy_closed_iff_over'),
        ),
    ]
