import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_enrolment_ground'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0010_rule_sets'),
        ('taxonomy', '0004_index_advertisements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('open', '살펴보는 중'), ('upheld', '받아들여짐'), ('rejected', '받아들여지지 않음')], default='open', max_length=8)),
                ('text', models.TextField(max_length=2000, verbose_name='이의신청 이유')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('decide_by', models.DateField(verbose_name='결정할 날')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='결정 이유')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='almp_programmes.enrolment')),
                ('refused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['decide_by', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('enrolment',), name='appeal_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='appeal_decided_iff_decider'), models.CheckConstraint(condition=models.Q(('decided_by', None), ('refused_by', None), models.Q(('decided_by', models.F('refused_by')), _negated=True), _connector='OR'), name='appeal_decided_by_another')],
            },
        ),
        migrations.CreateModel(
            name='AppealTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.appeal')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('present', '출석'), ('late', '지각·조퇴'), ('excused', '인정 결석'), ('absent', '결석')], max_length=7)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='이유')),
                ('source', models.CharField(choices=[('provider', '훈련 기관'), ('check_in', 'QR 출석'), ('import', '파일')], max_length=8)),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='almp_programmes.enrolment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='almp_programmes.runsession')),
            ],
            options={
                'indexes': [models.Index(fields=['session'], name='attendance_by_session')],
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'session'), name='attendance_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'excused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='attendance_excused_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('employed', '일하고 있음'), ('self_employed', '내 사업을 함'), ('learning', '배우고 있음'), ('searching', '일자리를 찾고 있음'), ('not_searching', '일자리를 찾지 않음')], max_length=13, verbose_name='지금 상황')),
                ('source', models.CharField(choices=[('person', '본인'), ('provider', '훈련 기관'), ('placement', '취업 기록'), ('register', '행정 자료')], max_length=9)),
                ('told_at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='almp_programmes.enrolment')),
            ],
            options={
                'ordering': ['enrolment', 'months'],
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'months', 'source'), name='enrolment_outcome_once'), models.CheckConstraint(condition=models.Q(('months__in', (3, 6, 12))), name='enrolment_outcome_months')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='늘린 날')),
                ('reason', models.CharField(max_length=300, verbose_name='이유')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='almp_programmes.enrolment')),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='extension_has_days')],
            },
        ),
        migrations.CreateModel(
            name='ImportReject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vintage', models.DateField(verbose_name='자료 기준')),
                ('row', models.PositiveIntegerField(verbose_name='행')),
                ('key', models.CharField(blank=True, max_length=40, verbose_name='고유값')),
                ('code', models.CharField(help_text='the reason, as almp_programmes.importing.reasons knows it', max_length=30)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('cells', models.JSONField(verbose_name='행의 내용')),
            ],
            options={
                'verbose_name': '받아들이지 않은 행',
                'ordering': ['-vintage', 'row'],
                'indexes': [models.Index(fields=['code'], name='import_reject_by_code')],
                'constraints': [models.UniqueConstraint(fields=('vintage', 'row'), name='import_reject_once')],
            },
        ),
        migrations.CreateModel(
            name='OutsideProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text="the source's number, or name:… where it has none", max_length=80, unique=True)),
                ('as_of', models.CharField(help_text='vintage, start and number of the run that spoke last', max_length=40)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='outside_provider', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('until', models.DateField(verbose_name='기준일')),
                ('state', models.CharField(choices=[('draft', '승인 기다림'), ('approved', '승인됨')], default='draft', max_length=8)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '수당 지급',
                'ordering': ['-until', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approved_by', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('approved_by__isnull', False)), _connector='OR'), name='payment_run_approved_iff_approver'), models.CheckConstraint(condition=models.Q(('approved_by', None), ('made_by', None), models.Q(('approved_by', models.F('made_by')), _negated=True), _connector='OR'), name='payment_run_approved_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.PositiveSmallIntegerField(help_text='the unit month, from 1', verbose_name='단위 기간')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('won', models.BigIntegerField(verbose_name='금액(원)')),
                ('working', models.JSONField(help_text='numbers the amount was worked out from: see services.allowances.Working')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='payments', to='almp_programmes.enrolment')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='almp_programmes.paymentrun')),
            ],
            options={
                'verbose_name': '수당',
                'ordering': ['enrolment', 'period', 'sequence'],
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'period', 'sequence'), name='payment_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('period__gte', 1)), name='payment_period_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('sequence__gte', 1), models.Q(('won', 0), _negated=True)), models.Q(('sequence', 0), ('won__gte', 0)), _connector='OR'), name='payment_negative_only_as_correction')],
            },
        ),
        migrations.CreateModel(
            name='PaymentRunTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('payment_run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.paymentrun')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='시작일')),
                ('accept_hours', models.PositiveSmallIntegerField(default=48, verbose_name='자리 제안에 답할 시간')),
                ('appeal_days', models.PositiveSmallIntegerField(default=90, verbose_name='이의신청할 수 있는 날')),
                ('appeal_decide_days', models.PositiveSmallIntegerField(default=14, verbose_name='이의신청을 결정할 날')),
                ('suspend_days', models.PositiveSmallIntegerField(default=60, verbose_name='멈출 수 있는 날')),
                ('extend_days', models.PositiveSmallIntegerField(default=60, verbose_name='늘릴 수 있는 날')),
                ('attendance_percent', models.PositiveSmallIntegerField(default=80, verbose_name='수당을 모두 받는 출석률')),
                ('complete_percent', models.PositiveSmallIntegerField(default=80, verbose_name='수료하는 출석률')),
                ('lates_per_absence', models.PositiveSmallIntegerField(default=3, verbose_name='결석 하루로 치는 지각 횟수')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='almp_programmes.programme')),
            ],
            options={
                'verbose_name': '참여 조건',
                'verbose_name_plural': '참여 조건',
                'constraints': [models.UniqueConstraint(fields=('programme', 'valid_from'), name='programme_terms_once_a_day'), models.CheckConstraint(condition=models.Q(('attendance_percent__range', (0, 100)), ('complete_percent__range', (0, 100))), name='programme_terms_per_cent'), models.CheckConstraint(condition=models.Q(('accept_hours__gte', 1), ('lates_per_absence__gte', 1)), name='programme_terms_lates_count')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='시작일')),
                ('until', models.DateField(verbose_name='다시 시작하기로 한 날')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(max_length=300, verbose_name='이유')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='almp_programmes.enrolment')),
            ],
            options={
                'ordering': ['since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('enrolment',), name='suspension_one_open'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='suspension_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('since')), _connector='OR'), name='suspension_ended_after_it_began')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='as_of',
            field=models.CharField(blank=True, help_text='imported: vintage, start and number of the run that spoke last for it', max_length=40),
        ),
        migrations.AddField(
            model_name='courserun',
            name='first_come',
            field=models.BooleanField(default=False, help_text='approved as it comes, without a decision', verbose_name='신청한 차례로 자리 주기'),
        ),
        migrations.AddField(
            model_name='courserun',
            name='waiting_last',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='the last waiting number given'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='priority',
            field=models.PositiveSmallIntegerField(default=0, help_text='by the rule set at the application; the lowest is offered a freed place first'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(condition=models.Q(('state', 'offered')), fields=['accept_by'], name='enrolment_offers'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'imported')), fields=('reference',), name='course_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='courserun',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('reference',), name='course_run_reference_once'),
        ),
    ]
