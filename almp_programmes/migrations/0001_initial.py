import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_retention_rule'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taxonomy', '0004_index_advertisements'),
    ]

    operations = [
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='코드')),
                ('description_ko', models.CharField(max_length=300, verbose_name='설명')),
                ('description_en', models.CharField(max_length=300, verbose_name='영문 설명')),
                ('rank', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': '대상 집단',
                'verbose_name_plural': '대상 집단',
                'ordering': ['rank', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='코드')),
                ('delivery', models.CharField(choices=[('course', '훈련 과정'), ('service', '상담·서비스'), ('subsidy', '기업 지원금'), ('job', '직접 일자리'), ('income', '소득 지원')], max_length=8, verbose_name='제공 방식')),
                ('state', models.CharField(choices=[('draft', '준비 중'), ('live', '운영 중'), ('closed', '끝남')], default='draft', max_length=6)),
                ('summary_ko', models.CharField(max_length=500, verbose_name='소개')),
                ('summary_en', models.CharField(blank=True, max_length=500, verbose_name='영문 소개')),
                ('duties_ko', models.TextField(blank=True, max_length=2000, verbose_name='참여자가 할 일')),
                ('duties_en', models.TextField(blank=True, max_length=2000, verbose_name='참여자가 할 일(영문)')),
                ('law', models.CharField(blank=True, max_length=200, verbose_name='근거 법령')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='출처와 확인 정도')),
                ('starts_on', models.DateField(verbose_name='시작일')),
                ('ends_on', models.DateField(blank=True, help_text='the first day it is no more', null=True, verbose_name='끝나는 날')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.measurecode', verbose_name='정책 유형')),
                ('target_groups', models.ManyToManyField(blank=True, related_name='programmes', to='almp_programmes.targetgroup')),
            ],
            options={
                'verbose_name': '프로그램',
                'verbose_name_plural': '프로그램',
                'ordering': ['measure__code', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'live', 'closed'))), name='programme_known_state'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='programme_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(choices=[('own', '직접 등록'), ('imported', '외부 자료')], default='own', max_length=8)),
                ('reference', models.CharField(help_text="the source's own number, or ours", max_length=40, verbose_name='과정 번호')),
                ('title', models.CharField(max_length=200, verbose_name='과정 이름')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='영문 이름')),
                ('about', models.TextField(blank=True, max_length=5000, verbose_name='배우는 것')),
                ('about_en', models.TextField(blank=True, max_length=5000, verbose_name='배우는 것(영문)')),
                ('ncs_code', models.CharField(blank=True, max_length=8, verbose_name='NCS 코드')),
                ('ncs_name', models.CharField(blank=True, max_length=60, verbose_name='NCS 이름')),
                ('level', models.PositiveSmallIntegerField(blank=True, help_text='NCS 1 to 8', null=True, verbose_name='수준')),
                ('mode', models.CharField(choices=[('classroom', '모여서'), ('live', '실시간 온라인'), ('self_paced', '혼자 온라인'), ('mixed', '섞어서')], default='classroom', max_length=10, verbose_name='방식')),
                ('language', models.CharField(choices=[('ko', '한국어'), ('en', '영어')], default='ko', max_length=2, verbose_name='말')),
                ('accessibility', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='훈련 일수')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='훈련 시간')),
                ('full_time', models.BooleanField(default=True, verbose_name='온종일')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='안내 쪽')),
                ('published', models.BooleanField(default=False, verbose_name='공개')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='accounts.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='almp_programmes.programme', verbose_name='프로그램')),
            ],
            options={
                'verbose_name': '과정',
                'verbose_name_plural': '과정',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'provider', 'reference'), name='course_reference_unique'), models.CheckConstraint(condition=models.Q(('level', None), ('level__range', (1, 8)), _connector='OR'), name='course_level_is_an_ncs_level'), models.CheckConstraint(condition=models.Q(('ncs_code__regex', '^([0-9]{8})?$')), name='course_ncs_is_eight_digits')],
            },
        ),
        migrations.CreateModel(
            name='CourseRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='회차')),
                ('reference', models.CharField(blank=True, help_text="the source's key of the run", max_length=40, verbose_name='고유 번호')),
                ('starts_on', models.DateField(verbose_name='시작일')),
                ('ends_on', models.DateField(verbose_name='마지막 날')),
                ('apply_until', models.DateField(blank=True, null=True, verbose_name='신청 마감')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='장소')),
                ('fee', models.PositiveBigIntegerField(default=0, verbose_name='훈련비(원)')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='정원')),
                ('occupied', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('live_link', models.URLField(blank=True, max_length=300, verbose_name='실시간 수업 주소')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='almp_programmes.course')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'verbose_name': '회차',
                'verbose_name_plural': '회차',
                'ordering': ['starts_on', 'pk'],
                'indexes': [models.Index(fields=['starts_on', 'course'], name='course_run_by_start')],
                'constraints': [models.UniqueConstraint(fields=('course', 'number'), name='course_run_number_unique'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='course_run_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('occupied__lte', models.F('capacity'))), name='course_run_never_overfull')],
            },
        ),
        migrations.CreateModel(
            name='CourseSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(default=2, verbose_name='다다르는 수준')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_links', to='almp_programmes.course')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'skill'), name='course_skill_unique')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('state', models.CharField(choices=[('applied', '신청함'), ('documents', '서류 기다림'), ('approved', '승인됨'), ('refused', '승인되지 않음'), ('waiting', '대기 중'), ('offered', '자리 제안'), ('placed', '자리 확정'), ('started', '시작함'), ('suspended', '잠시 멈춤'), ('completed', '수료'), ('not_completed', '미수료'), ('left_for_job', '취업하여 마침'), ('left', '그만둠'), ('withdrawn', '신청 취소')], default='applied', max_length=13)),
                ('applied_at', models.DateTimeField()),
                ('starts_on', models.DateField(verbose_name='시작일')),
                ('ends_on', models.DateField(verbose_name='마지막 날')),
                ('full_time', models.BooleanField(default=True)),
                ('ended_on', models.DateField(blank=True, help_text='when it was over, whatever the plan was', null=True)),
                ('waiting_number', models.PositiveIntegerField(blank=True, null=True)),
                ('accept_by', models.DateTimeField(blank=True, help_text='until when an offered place is kept', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, help_text='why it was refused or ended, for the person', max_length=500)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='accounts.person')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='enrolments', to='almp_programmes.courserun')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='enrolments', to='almp_programmes.programme')),
            ],
            options={
                'verbose_name': '참여',
                'verbose_name_plural': '참여',
                'indexes': [models.Index(fields=['run', 'state'], name='enrolment_by_run'), models.Index(fields=['person', '-applied_at'], name='enrolment_by_person'), models.Index(fields=['programme', 'starts_on'], name='enrolment_by_programme')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('refused', 'completed', 'not_completed', 'left_for_job', 'left', 'withdrawn')), _negated=True), fields=('person', 'run'), name='enrolment_one_live_a_run'), models.UniqueConstraint(fields=('run', 'waiting_number'), name='enrolment_waiting_number_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='enrolment_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('accept_by__isnull', False), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('accept_by', None)), _connector='OR'), name='enrolment_offered_iff_deadline'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='enrolment_refused_has_reason'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('full_time', True), ('state__in', ('placed', 'started', 'suspended'))), expressions=[('person', '='), (models.Func('starts_on', 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='enrolment_full_time_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.enrolment')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['enrolment', 'at'], name='enrolment_log')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('key', models.SlugField(help_text='what code asks for: allowance, cap, own_share', max_length=40, verbose_name='이름표')),
                ('won', models.PositiveBigIntegerField(verbose_name='금액(원)')),
                ('unit', models.CharField(choices=[('once', '한 번'), ('day', '하루'), ('week', '한 주'), ('month', '한 달'), ('quarter', '분기'), ('year', '한 해'), ('total', '모두 합쳐')], max_length=7, verbose_name='단위')),
                ('times', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='최대 횟수')),
                ('valid_from', models.DateField(verbose_name='시작일')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='끝나는 날')),
                ('verified', models.BooleanField(default=False, help_text='the source was read; else from memory', verbose_name='확인됨')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amounts', to='almp_programmes.programme')),
            ],
            options={
                'verbose_name': '금액',
                'verbose_name_plural': '금액',
                'ordering': ['programme', 'key', 'valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='programme_amount_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('programme', '='), ('key', '='), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='programme_amount_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.programme')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RunOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vintage', models.DateField(verbose_name='자료 기준')),
                ('enrolled', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='수강 인원')),
                ('completed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='수료 인원')),
                ('employed_3m', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='3개월 뒤 취업')),
                ('employed_6m', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='6개월 뒤 취업')),
                ('satisfaction', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='만족도')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='almp_programmes.courserun')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('satisfaction', None), ('satisfaction__range', (0, 100)), _connector='OR'), name='run_outcome_satisfaction_is_of_100')],
            },
        ),
        migrations.CreateModel(
            name='RunSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='시작')),
                ('ends_at', models.DateTimeField(verbose_name='끝')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='장소')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='almp_programmes.courserun')),
            ],
            options={
                'ordering': ['starts_at'],
                'constraints': [models.UniqueConstraint(fields=('run', 'starts_at'), name='run_session_unique'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='run_session_ends_after_it_begins')],
            },
        ),
    ]
