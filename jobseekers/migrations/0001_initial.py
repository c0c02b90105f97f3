import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
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
            name='Jobseeker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('education', models.CharField(blank=True, choices=[('01', '초등학교 졸업 이하'), ('02', '중학교 졸업'), ('03', '고등학교 졸업'), ('04', '전문대 졸업'), ('05', '대학교 졸업'), ('06', '석사'), ('07', '박사')], max_length=2, verbose_name='최종 학력')),
                ('career_months', models.PositiveIntegerField(default=0, verbose_name='경력 개월')),
                ('headline', models.CharField(blank=True, max_length=120, verbose_name='한 줄 소개')),
                ('intro', models.TextField(blank=True, max_length=3000, verbose_name='자기소개')),
                ('work_permit', models.CharField(choices=[('citizen', '대한민국 국민'), ('resident_free', '취업에 제한이 없는 체류자격(F-2, F-4, F-5, F-6 등)'), ('employment_permit', '고용허가가 필요한 체류자격(E-9, H-2 등)'), ('student', '시간제 취업만 되는 체류자격(D-2, D-4 등)'), ('none', '일할 수 있는 체류자격이 아직 없어요')], default='citizen', max_length=20, verbose_name='일할 수 있는 자격')),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('searchable', models.BooleanField(default=False, verbose_name='기업이 찾을 수 있음')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='jobseeker', to='accounts.person')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('searchable', True)), fields=['region'], name='jobseeker_searchable_region'), models.Index(fields=['registered_at'], name='jobseeker_registered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('career_months__lte', 840)), name='jobseeker_career_is_a_life'), models.CheckConstraint(condition=models.Q(('education__in', ['', '01', '02', '03', '04', '05', '06', '07'])), name='jobseeker_education_known'), models.CheckConstraint(condition=models.Q(('work_permit__in', ['citizen', 'resident_free', 'employment_permit', 'student', 'none'])), name='jobseeker_permit_known')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('realistic', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='손으로 만들고 고치기')),
                ('investigative', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='알아보고 따져 보기')),
                ('artistic', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='새롭게 표현하기')),
                ('social', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='사람을 돕고 가르치기')),
                ('enterprising', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='이끌고 설득하기')),
                ('conventional', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='정리하고 꼼꼼히 챙기기')),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('jobseeker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='interest', to='jobseekers.jobseeker')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('artistic__lte', 100), ('investigative__lte', 100), ('realistic__lte', 100), ('conventional__lte', 100), ('enterprising__lte', 100), ('social__lte', 100)), name='interest_0_to_100')],
            },
        ),
        migrations.CreateModel(
            name='HiddenFrom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hidden_from', to='jobseekers.jobseeker')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'organisation'), name='hidden_from_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('acquired_on', models.DateField(blank=True, null=True, verbose_name='딴 날')),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.licence')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='licences', to='jobseekers.jobseeker')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('acquired_on'), descending=True, nulls_last=True), 'pk'],
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'licence'), name='held_licence_once')],
            },
        ),
        migrations.CreateModel(
            name='Education',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('level', models.CharField(choices=[('01', '초등학교 졸업 이하'), ('02', '중학교 졸업'), ('03', '고등학교 졸업'), ('04', '전문대 졸업'), ('05', '대학교 졸업'), ('06', '석사'), ('07', '박사')], max_length=2, verbose_name='학력')),
                ('school', models.CharField(max_length=120, verbose_name='학교')),
                ('major', models.CharField(blank=True, max_length=120, verbose_name='전공')),
                ('graduated_on', models.DateField(blank=True, null=True, verbose_name='졸업한 날')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='studies', to='jobseekers.jobseeker')),
            ],
            options={
                'ordering': ['-level', models.OrderBy(models.F('graduated_on'), descending=True, nulls_first=True), '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['01', '02', '03', '04', '05', '06', '07'])), name='study_level_known')],
            },
        ),
        migrations.CreateModel(
            name='Constraints',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('care_duties', models.BooleanField(default=False, verbose_name='돌봐야 할 가족이 있어요')),
                ('max_commute_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='출근에 쓸 수 있는 시간(분)')),
                ('no_night', models.BooleanField(default=False, verbose_name='밤에는 일할 수 없어요')),
                ('no_weekend', models.BooleanField(default=False, verbose_name='주말에는 일할 수 없어요')),
                ('no_shift', models.BooleanField(default=False, verbose_name='교대 근무는 할 수 없어요')),
                ('accessibility', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wheelchair', '휠체어로 다닐 수 있는 곳'), ('lift', '승강기'), ('toilet', '장애인 화장실'), ('parking', '장애인 주차 구역'), ('sign_language', '수어 통역'), ('screen_reader', '화면 낭독·큰 글자'), ('quiet', '조용한 자리'), ('seated', '앉아서 하는 일'), ('flexible_breaks', '쉬는 시간 조절'), ('job_coach', '근로지원인·직무지도원')], max_length=20), blank=True, default=list, size=None, verbose_name='필요한 환경')),
                ('health_note', models.CharField(blank=True, max_length=500, verbose_name='건강 때문에 어려운 일')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('jobseeker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='constraints', to='jobseekers.jobseeker')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('max_commute_minutes', None), ('max_commute_minutes__range', (5, 240)), _connector='OR'), name='constraints_commute_is_a_trip')],
            },
        ),
        migrations.CreateModel(
            name='Competency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '배우는 중이에요'), (2, '도움을 받으면 해요'), (3, '혼자서 해요'), (4, '능숙해요'), (5, '다른 사람을 가르쳐요')], default=3, verbose_name='수준')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='근거')),
                ('source', models.CharField(choices=[('suggested', '경력·희망 직업에서 찾음'), ('self', '직접 적음'), ('staff', '상담에서 확인'), ('certificate', '자격증으로 확인')], default='self', max_length=12)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.skill')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competencies', to='jobseekers.jobseeker')),
            ],
            options={
                'ordering': ['-level', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'skill'), name='competency_once'), models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='competency_level_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pay_period', models.CharField(choices=[('hour', '시급'), ('day', '일급'), ('month', '월급'), ('year', '연봉')], default='month', max_length=5, verbose_name='급여 단위')),
                ('pay_floor', models.PositiveIntegerField(blank=True, null=True, verbose_name='받고 싶은 최소 급여(세전)')),
                ('hours_min', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='주당 최소 시간')),
                ('hours_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='주당 최대 시간')),
                ('contracts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('permanent', '정규직'), ('fixed', '계약직'), ('dispatch', '파견'), ('daily', '일용직'), ('intern', '인턴'), ('apprentice', '일학습병행')], max_length=12), blank=True, default=list, size=None, verbose_name='고용 형태')),
                ('remote_ok', models.BooleanField(default=False, verbose_name='집에서 일해도 좋아요')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('jobseeker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to='jobseekers.jobseeker')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hours_min', None), ('hours_max', None), ('hours_min__lte', models.F('hours_max')), _connector='OR'), name='preferences_hours_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('hours_min', None), ('hours_min__range', (1, 52)), _connector='OR'), models.Q(('hours_max', None), ('hours_max__range', (1, 52)), _connector='OR')), name='preferences_hours_in_a_week'), models.CheckConstraint(condition=models.Q(('pay_period__in', ['hour', 'day', 'month', 'year'])), name='preferences_period_known')],
            },
        ),
        migrations.CreateModel(
            name='PreferredOccupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferred_occupations', to='jobseekers.jobseeker')),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.occupation')),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'occupation'), name='preferred_occupation_once'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('jobseeker', 'rank'), name='preferred_occupation_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='PreferredRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferred_regions', to='jobseekers.jobseeker')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'region'), name='preferred_region_once'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('jobseeker', 'rank'), name='preferred_region_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('step', models.CharField(max_length=20)),
                ('data', models.JSONField(default=dict, help_text='{step: cleaned values}')),
                ('for_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registration_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'for_person'), name='registration_draft_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Spell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('started_on', models.DateField(verbose_name='일을 그만둔 날')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='끝난 날')),
                ('reason', models.CharField(choices=[('first', '처음 일자리를 찾아요'), ('personal', '개인·가족 사정'), ('childcare', '육아'), ('housework', '가사'), ('health', '아프거나 다쳐서'), ('retirement', '정년퇴직·나이'), ('dissatisfied', '급여나 근무 조건이 맞지 않아서'), ('closure', '회사가 문을 닫아서'), ('dismissal', '명예퇴직·정리해고·권고사직'), ('temporary_end', '계약·임시 일이 끝나서'), ('no_work', '일거리가 없거나 사업이 어려워서'), ('other', '그 밖의 이유')], max_length=15, verbose_name='그만둔 이유')),
                ('end_reason', models.CharField(blank=True, choices=[('placed', '이곳에서 일자리를 구함'), ('found', '다른 길로 일자리를 구함'), ('own_business', '창업'), ('study', '학업·훈련'), ('not_looking', '잠시 구직을 쉼'), ('other', '그 밖의 이유')], max_length=15, verbose_name='끝난 이유')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spells', to='jobseekers.jobseeker')),
            ],
            options={
                'ordering': ['-started_on', '-pk'],
                'indexes': [models.Index(fields=['started_on'], name='spell_inflow'), models.Index(condition=models.Q(('ended_on__isnull', False)), fields=['ended_on'], name='spell_outflow')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('jobseeker', '='), (models.Func(models.F('started_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='spell_no_overlap'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('jobseeker',), name='spell_one_open'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='spell_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on', None)), models.Q(('ended_on__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='spell_end_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='WorkHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('employer_name', models.CharField(max_length=120, verbose_name='회사 이름')),
                ('title', models.CharField(max_length=120, verbose_name='하던 일')),
                ('started_on', models.DateField(verbose_name='시작한 날')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='그만둔 날')),
                ('duties', models.TextField(blank=True, max_length=3000, verbose_name='맡은 일')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='work_history', to='jobseekers.jobseeker')),
                ('occupation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.occupation')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('ended_on'), descending=True, nulls_first=True), '-started_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='work_ends_after_it_begins')],
            },
        ),
    ]
