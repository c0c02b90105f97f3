import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('employers', '0001_initial'),
        ('jobseekers', '0001_initial'),
        ('matching', '0001_initial'),
        ('taxonomy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerRule',
            fields=[
                ('valid_from', models.DateField(primary_key=True, serialize=False)),
                ('answer_days', models.PositiveSmallIntegerField(help_text='days to answer, counted from the application')),
                ('close_days', models.PositiveSmallIntegerField(help_text='days after which an unanswered application is closed')),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answer_days__gte', 4), ('close_days__gte', models.F('answer_days'))), name='answer_rule_closes_after_due')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('state', models.CharField(choices=[('applied', '지원함'), ('viewed', '기업이 열어 봄'), ('interview', '면접'), ('offered', '채용 제안'), ('accepted', '채용됨'), ('rejected', '채용하지 않음'), ('declined', '제안을 사양함'), ('withdrawn', '지원 취소'), ('closed_no_answer', '답이 없어 닫힘')], default='applied', max_length=16)),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='지원하며 전하는 말')),
                ('cv', models.JSONField(help_text='the CV as it was shared, so that what the employer saw stays provable')),
                ('shared_at', models.DateTimeField(help_text='when the person agreed to share this CV with this employer')),
                ('answer_due_on', models.DateField(blank=True, null=True)),
                ('closes_on', models.DateField(blank=True, null=True)),
                ('reminded', models.PositiveSmallIntegerField(default=0, help_text='0 none, 1 at half time, 2 two days before')),
                ('viewed_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, help_text="the employer's first interview, offer or no", null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('other_chosen', '다른 지원자를 뽑음'), ('experience', '필요한 경력과 다름'), ('skills', '필요한 기술·자격과 다름'), ('conditions', '근무 조건이 서로 다름'), ('interview_missed', '면접을 보지 못함'), ('filled', '빈자리가 모두 참'), ('vacancy_withdrawn', '채용을 그만둠')], max_length=20)),
                ('answer', models.TextField(blank=True, help_text='what the employer wrote with its no', max_length=1000)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='applications', to='jobseekers.jobseeker')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='applications', to='employers.vacancy')),
            ],
            options={
                'indexes': [models.Index(fields=['vacancy', 'state'], name='application_by_vacancy'), models.Index(fields=['jobseeker', '-created_at'], name='application_by_jobseeker'), models.Index(condition=models.Q(('state__in', ('applied', 'viewed', 'interview', 'offered'))), fields=['closes_on'], name='application_clock')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('applied', 'viewed', 'interview', 'offered'))), fields=('jobseeker', 'vacancy'), name='application_one_live'), models.CheckConstraint(condition=models.Q(('state__in', ('applied', 'viewed', 'interview', 'offered', 'accepted', 'rejected', 'declined', 'withdrawn', 'closed_no_answer'))), name='application_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state__in', ('applied', 'viewed', 'interview', 'offered'))), models.Q(models.Q(('state__in', ('applied', 'viewed', 'interview', 'offered')), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='application_decided_iff_over'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state__in', ('applied', 'viewed', 'interview', 'offered', 'closed_no_answer'))), models.Q(('decided_by', None), ('reason__in', ('filled', 'vacancy_withdrawn')), ('state', 'rejected')), models.Q(('decided_by__isnull', False), ('state__in', ('accepted', 'rejected', 'declined', 'withdrawn'))), _connector='OR'), name='application_decided_has_decider'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'rejected'), _negated=True), ('reason', '')), _connector='OR'), name='application_rejected_iff_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('applied', 'viewed', 'interview', 'offered')), _negated=True), models.Q(('answer_due_on__isnull', False), ('closes_on__isnull', False)), _connector='OR'), name='application_awaited_has_due'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('answer_due_on'))), name='application_closes_after_due')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('side', models.CharField(choices=[('jobseeker', '지원자'), ('employer', '기업')], max_length=9)),
                ('text', models.TextField(max_length=2000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, help_text='when the other side first saw it', null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='matching.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['application', 'at'], name='application_message_order')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='matching.application')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['application', 'at'], name='application_log')],
            },
        ),
        migrations.CreateModel(
            name='AppliedElsewhere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('applied_on', models.DateField(verbose_name='지원한 날')),
                ('outcome', models.CharField(choices=[('waiting', '기다리는 중'), ('interview', '면접을 봄'), ('hired', '채용됨'), ('not_hired', '채용되지 않음')], default='waiting', max_length=9, verbose_name='결과')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='메모')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='applied_elsewhere', to='jobseekers.jobseeker')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='applied_elsewhere', to='employers.vacancy')),
            ],
            options={
                'ordering': ['-applied_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('jobseeker', 'vacancy'), name='applied_elsewhere_once')],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('mode', models.CharField(choices=[('onsite', '찾아가서'), ('phone', '전화로'), ('video', '화상으로')], max_length=6, verbose_name='방법')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='장소나 접속 주소')),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='걸리는 시간')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='준비할 것')),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=5)),
                ('starts_at', models.DateTimeField(blank=True, help_text='the time chosen', null=True)),
                ('state', models.CharField(choices=[('proposed', '고르는 중'), ('agreed', '정해짐'), ('declined', '맞는 시간이 없음'), ('cancelled', '취소됨')], default='proposed', max_length=9)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, help_text='what the applicant wrote when no time suited', max_length=300)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='matching.application')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('application',), name='interview_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('starts_at__isnull', False), _connector='OR'), name='interview_agreed_has_time'), models.CheckConstraint(condition=models.Q(('times__len__gte', 1)), name='interview_has_times')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('pay_period', models.CharField(choices=[('hour', '시급'), ('day', '일급'), ('month', '월급'), ('year', '연봉')], max_length=5, verbose_name='급여 단위')),
                ('pay', models.PositiveIntegerField(verbose_name='급여')),
                ('starts_on', models.DateField(verbose_name='첫 출근일')),
                ('answer_by', models.DateField(verbose_name='답할 날')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='전하는 말')),
                ('state', models.CharField(choices=[('open', '답을 기다림'), ('accepted', '받아들임'), ('declined', '사양함'), ('lapsed', '끝남')], default='open', max_length=8)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='matching.application')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='offer_one_open'), models.CheckConstraint(condition=models.Q(('pay__gt', 0)), name='offer_pays'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='offer_answered_iff_closed')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('pay_period', models.CharField(blank=True, choices=[('hour', '시급'), ('day', '일급'), ('month', '월급'), ('year', '연봉')], max_length=5)),
                ('pay', models.PositiveIntegerField(blank=True, null=True)),
                ('agreed_on', models.DateField()),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('application', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='placement', to='matching.application')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='employers.employer')),
                ('jobseeker', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='jobseekers.jobseeker')),
                ('occupation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='taxonomy.occupation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='accounts.person')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='taxonomy.region')),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='placements', to='employers.vacancy')),
            ],
            options={
                'indexes': [models.Index(fields=['started_on', 'occupation', 'region'], name='placement_by_month'), models.Index(fields=['person', '-started_on'], name='placement_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='placement_ends_after_start')],
            },
        ),
    ]
