import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taxonomy', '0004_index_advertisements'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('about_ko', models.CharField(blank=True, max_length=300)),
                ('about_en', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('verified', models.BooleanField(default=False, help_text='read in a source of its own, not from memory')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.SlugField(max_length=40, unique=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='agency', to='accounts.organisation')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='agencies', to='welfare_centres.agencykind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('type', models.CharField(choices=[('employment', '고용센터'), ('plus', '고용복지+센터'), ('branch', '출장소·중형센터'), ('mobile', '이동 상담')], max_length=10)),
                ('opens_at', models.TimeField(default='09:00')),
                ('closes_at', models.TimeField(default='18:00')),
                ('branch_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='branches', to='welfare_centres.centre')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='centre', to='accounts.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('branch_of', models.F('pk')), _negated=True), name='centre_not_its_own_branch'), models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='centre_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(('type__in', ['employment', 'plus', 'branch', 'mobile'])), name='centre_known_type')],
            },
        ),
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('until', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, help_text='which days or hours, if not always', max_length=200)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='desks', to='welfare_centres.agency')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desks', to='welfare_centres.centre')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('centre', 'agency'), name='desk_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='desk_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='SharedScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('contact', '연락처'), ('profile', '이력서'), ('file', '상담 기록'), ('plan', '계획'), ('plan_write', '계획 쓰기'), ('assessment', '생활과 일 살피기'), ('notes', '상담 메모'), ('health', '건강 정보'), ('debt', '빚과 돈 정보'), ('legal', '법률 문제'), ('programmes', '참여한 프로그램')], max_length=10)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_scopes', to='accounts.consent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('consent', 'scope'), name='shared_scope_once')],
            },
        ),
        migrations.CreateModel(
            name='SharingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('contact', '연락처'), ('profile', '이력서'), ('file', '상담 기록'), ('plan', '계획'), ('plan_write', '계획 쓰기'), ('assessment', '생활과 일 살피기'), ('notes', '상담 메모'), ('health', '건강 정보'), ('debt', '빚과 돈 정보'), ('legal', '법률 문제'), ('programmes', '참여한 프로그램')], max_length=10)),
                ('ground', models.CharField(choices=[('consent', 'Consent'), ('law', 'Law')], max_length=10)),
                ('need_ko', models.CharField(help_text='what for: shown to the person beside the choice', max_length=200)),
                ('need_en', models.CharField(blank=True, max_length=200)),
                ('law_ko', models.CharField(blank=True, max_length=200)),
                ('verified', models.BooleanField(default=False, help_text='the article was read, not remembered')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, help_text='the first day it is no more', null=True)),
                ('agency_kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='sharing_rules', to='welfare_centres.agencykind')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('agency_kind', 'scope', 'ground'), name='sharing_rule_once'), models.CheckConstraint(condition=models.Q(models.Q(('ground', 'law'), _negated=True), models.Q(('law_ko', ''), _negated=True), _connector='OR'), name='sharing_rule_names_its_law'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='sharing_rule_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='StaffProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                ('caseload_limit', models.PositiveSmallIntegerField(default=60)),
                ('competences', models.ManyToManyField(blank=True, related_name='staff', to='welfare_centres.competence')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='staff_profile', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('caseload_limit__gt', 0)), name='caseload_limit_is_work')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('purpose', models.CharField(blank=True, max_length=300)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='welfare_centres.centre')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('centre', 'name_ko'), name='team_once')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('state', models.CharField(choices=[('open', '함께 돕는 중'), ('paused', '쉬는 중'), ('closed', '마침')], default='open', max_length=10)),
                ('ground', models.CharField(choices=[('consent', '본인 동의'), ('law', '법령')], max_length=10)),
                ('law', models.CharField(blank=True, help_text='the article, where the ground is the law', max_length=200)),
                ('purpose', models.CharField(max_length=300)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('close_reason', models.CharField(blank=True, choices=[('goals_reached', '목표를 이룸'), ('found_work', '일자리를 얻음'), ('own_wish', '본인이 그만하기를 원함'), ('no_contact', '오래 연락이 닿지 않음'), ('moved', '다른 곳으로 이사함'), ('served_elsewhere', '다른 기관에서 도움을 받고 있음'), ('no_need', '여러 기관의 도움이 더 필요하지 않음'), ('died', '세상을 떠남'), ('other', '그 밖의 까닭')], max_length=20)),
                ('close_words', models.CharField(blank=True, max_length=500)),
                ('outcome', models.CharField(blank=True, choices=[('better', '나아짐'), ('same', '그대로임'), ('worse', '나빠짐'), ('unknown', '알 수 없음')], max_length=10)),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.consent')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='followed_by', to='welfare_centres.case')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='accounts.person')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='cases', to='welfare_centres.centre')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='cases', to='welfare_centres.team')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['review_on'], name='case_to_review')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('person',), name='case_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'paused', 'closed'])), name='case_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('consent__isnull', False), ('ground', 'consent'), ('law', '')), models.Q(('ground', 'law'), models.Q(('law', ''), _negated=True)), _connector='OR'), name='case_rests_on_consent_or_law'), models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='case_has_a_purpose'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('review_on__isnull', False), _connector='OR'), name='case_open_is_reviewed'), models.CheckConstraint(condition=models.Q(models.Q(('paused_until__isnull', False), ('state', 'paused')), models.Q(models.Q(('state', 'paused'), _negated=True), ('paused_until', None)), _connector='OR'), name='case_paused_until_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('close_reason', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('close_reason', ''), ('closed_at', None), ('outcome', '')), _connector='OR'), name='case_closed_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('close_reason', 'other'), _negated=True), models.Q(('close_words', ''), _negated=True), _connector='OR'), name='case_other_reason_in_words'), models.CheckConstraint(condition=models.Q(('follows', models.F('pk')), _negated=True), name='case_not_its_own_follower')],
            },
        ),
        migrations.CreateModel(
            name='CaseTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='welfare_centres.case')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('note', '메모'), ('case', '사례'), ('member', '함께하는 사람'), ('sharing', '동의'), ('assessment', '살피기'), ('plan', '계획'), ('referral', '의뢰'), ('conference', '회의'), ('appointment', '예약'), ('contact', '연락')], max_length=12)),
                ('scope', models.CharField(choices=[('contact', '연락처'), ('profile', '이력서'), ('file', '상담 기록'), ('plan', '계획'), ('plan_write', '계획 쓰기'), ('assessment', '생활과 일 살피기'), ('notes', '상담 메모'), ('health', '건강 정보'), ('debt', '빚과 돈 정보'), ('legal', '법률 문제'), ('programmes', '참여한 프로그램')], max_length=10)),
                ('audience', models.CharField(choices=[('agency', '우리 기관만'), ('team', '함께 돕는 사람'), ('person', '본인도')], default='team', max_length=6)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('verb', models.CharField(blank=True, help_text='what was done, of `welfare_centres.wording`', max_length=40)),
                ('data', models.JSONField(blank=True, default=dict, help_text="codes, names and days that the verb's sentence takes")),
                ('body', models.TextField(blank=True, help_text="a note's own words")),
                ('amends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='amended_by', to='welfare_centres.entry')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='welfare_centres.case')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(help_text="the case's, for one index less", on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-at'], name='entry_of_case'), models.Index(fields=['person', '-at'], name='entry_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'note'), _negated=True), models.Q(('body', ''), _negated=True), _connector='OR'), name='entry_note_has_words'), models.CheckConstraint(condition=models.Q(('kind', 'note'), models.Q(('verb', ''), _negated=True), _connector='OR'), name='entry_deed_has_a_verb'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'agency'), _negated=True), ('organisation__isnull', False), _connector='OR'), name='entry_of_an_agency_alone')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_lead', models.BooleanField(default=False)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(help_text='for whom they sit', on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='welfare_centres.team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='team_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('team', 'user'), name='team_member_once'), models.UniqueConstraint(condition=models.Q(('is_lead', True), ('until', None)), fields=('team',), name='team_one_lead')],
            },
        ),
        migrations.CreateModel(
            name='CaseMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('lead', '책임'), ('member', '함께함'), ('consulted', '의견만')], max_length=10)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='welfare_centres.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='case_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'case'], name='case_member_by_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('case', 'user'), name='case_member_once'), models.UniqueConstraint(condition=models.Q(('role', 'lead'), ('until', None)), fields=('case',), name='case_one_lead'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='case_member_ends_after'), models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'member', 'consulted'])), name='case_member_known_role')],
            },
        ),
    ]
