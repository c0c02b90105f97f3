import channels.models.rules
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('channels', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EasyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='URL name of a page, or message:<template>', max_length=60, unique=True)),
                ('title_ko', models.CharField(max_length=100)),
                ('title_en', models.CharField(max_length=100)),
                ('body_ko', models.TextField()),
                ('body_en', models.TextField()),
                ('rank', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='Proxy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('relation', models.CharField(choices=[('family', '가족'), ('guardian', '후견인'), ('helper', '활동 지원사')], max_length=8, verbose_name='관계')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None, verbose_name='맡기는 일')),
                ('since', models.DateField()),
                ('until', models.DateField(verbose_name='언제까지')),
                ('proof', models.CharField(blank=True, max_length=200, verbose_name='확인한 서류')),
                ('state', models.CharField(choices=[('asked', '확인 기다림'), ('approved', '맡김'), ('refused', '받아들이지 않음'), ('ended', '끝남')], default='asked', max_length=8)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proxies', to='accounts.person')),
                ('proxy', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='proxy_for', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'approved'))), fields=('person', 'proxy'), name='proxy_once'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('since')), ('until__lte', django.db.models.expressions.CombinedExpression(models.F('since'), '+', models.Value(datetime.timedelta(days=366))))), name='proxy_a_year_at_most'), models.CheckConstraint(condition=models.Q(('scopes', []), _negated=True), name='proxy_of_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('approved_by__isnull', False), models.Q(('proof', ''), _negated=True)), _connector='OR'), name='proxy_approved_with_proof')],
            },
        ),
        migrations.CreateModel(
            name='Readiness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('score', models.PositiveSmallIntegerField()),
                ('band', models.CharField(choices=[('low', '도움이 필요해요'), ('mid', '때때로 도움이 필요해요'), ('high', '혼자 할 수 있어요')], max_length=4)),
                ('source', models.CharField(choices=[('self_check', '스스로 살펴봄'), ('staff', '상담사가 살펴봄'), ('signals', '이용하며 나타난 신호'), ('profiling', '예측')], max_length=10)),
                ('base', models.PositiveSmallIntegerField(help_text='what was said or seen, before the signals')),
                ('answers', models.JSONField(blank=True, default=dict, help_text='of the self-check: {question: 0, 1 or 2}')),
                ('reasons', models.JSONField(default=list)),
                ('as_of', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_current', models.BooleanField(default=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readiness', to='accounts.person')),
            ],
            options={
                'ordering': ['-as_of', '-pk'],
                'indexes': [models.Index(condition=models.Q(('band', 'low'), ('is_current', True)), fields=['person'], name='readiness_low')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('person',), name='readiness_one_now'), models.CheckConstraint(condition=models.Q(models.Q(('band', 'low'), ('score__lt', 40)), models.Q(('band', 'mid'), ('score__gte', 40), ('score__lt', 70)), models.Q(('band', 'high'), ('score__gte', 70), ('score__lte', 100)), _connector='OR'), name='readiness_band_of_score'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'staff'), _negated=True), ('by__isnull', False), _connector='OR'), name='readiness_seen_by_staff')],
            },
        ),
        migrations.CreateModel(
            name='ReadingNeeds',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('medium', models.CharField(blank=True, choices=[('', '정하지 않음(이메일, 없으면 문자)'), ('email', '이메일'), ('sms', '문자'), ('letter', '편지')], default='', max_length=6)),
                ('easy', models.BooleanField(default=False)),
                ('sign', models.BooleanField(default=False)),
                ('spoken', models.CharField(blank=True, help_text='a language to interpret, by its code', max_length=20)),
                ('signals_off', models.BooleanField(default=False, help_text='no signals of use are collected')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading_needs', to='accounts.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('medium__in', ('', 'email', 'sms', 'letter'))), name='reading_known_medium')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('objective', models.CharField(choices=[('placement', '일자리 찾기'), ('skills', '배우기'), ('income', '생활 지키기'), ('advice', '상담받기'), ('inclusion', '소외 없이 돕기'), ('employers', '사람 뽑기'), ('rights', '내 권리')], max_length=12)),
                ('kind', models.CharField(choices=[('information', '알아보기'), ('matching', '찾고 권하기'), ('application', '신청'), ('duty', '꼭 해야 하는 일'), ('meeting', '만남'), ('learning', '배움'), ('payment', '지급'), ('remedy', '바로잡기')], max_length=12)),
                ('room', models.CharField(help_text='the app that gives it', max_length=20)),
                ('entry', models.CharField(blank=True, help_text='URL name of the page where it begins', max_length=60)),
                ('for_firms', models.BooleanField(default=False)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('is_given', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['rank'],
                'constraints': [models.CheckConstraint(condition=models.Q(('objective__in', ('placement', 'skills', 'income', 'advice', 'inclusion', 'employers', 'rights'))), name='service_known_objective')],
            },
        ),
        migrations.CreateModel(
            name='LocalException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('closed', models.CharField(choices=[('web', '온라인'), ('video', '화상 상담'), ('phone', '전화'), ('centre', '센터 방문'), ('outreach', '찾아가는 상담'), ('post', '우편'), ('together', '직원과 함께')], max_length=10, verbose_name='받을 수 없는 길')),
                ('instead', models.CharField(choices=[('web', '온라인'), ('video', '화상 상담'), ('phone', '전화'), ('centre', '센터 방문'), ('outreach', '찾아가는 상담'), ('post', '우편'), ('together', '직원과 함께')], max_length=10, verbose_name='대신 권할 길')),
                ('reason', models.CharField(max_length=300, verbose_name='까닭')),
                ('valid_from', models.DateField(verbose_name='언제부터')),
                ('valid_to', models.DateField(verbose_name='언제 다시 열리나')),
                ('ended_on', models.DateField(blank=True, help_text='ended before its time', null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_exceptions', to='accounts.organisation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='exceptions', to='channels.service')),
            ],
            options={
                'ordering': ['-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from')), ('valid_to__lte', django.db.models.expressions.CombinedExpression(models.F('valid_from'), '+', models.Value(datetime.timedelta(days=92))))), name='exception_short'), models.CheckConstraint(condition=models.Q(('instead__in', ['web', 'email', 'sms', 'video']), _negated=True), name='exception_opens_a_way_for_everybody'), models.CheckConstraint(condition=models.Q(('closed', models.F('instead')), _negated=True), name='exception_another_way'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_on', None)), expressions=[('organisation', '='), ('service', '='), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='exception_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ServiceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('rules', models.JSONField(help_text='a node of core.rules.trees')),
                ('why_ko', models.CharField(max_length=300)),
                ('why_en', models.CharField(max_length=300)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='ServicePractice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contacts', models.PositiveIntegerField()),
                ('departed', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='practice', to='channels.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('departed__lte', models.F('contacts'))), name='practice_part_of_all')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('opened', '신청서를 엶'), ('sent', '신청서를 보냄'), ('sign_in', '로그인하지 못함'), ('reset', '비밀번호를 다시 정함'), ('help', '도움을 청함')], max_length=8)),
                ('what', models.CharField(blank=True, help_text='URL name of the form', max_length=60)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='signal_by_person')],
            },
        ),
        migrations.CreateModel(
            name='AssistedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('authority', models.CharField(choices=[('spoken', '말로 부탁함'), ('paper', '위임장'), ('law', '법령')], max_length=6, verbose_name='무엇으로 맡았나요')),
                ('place', models.CharField(choices=[('beside', '옆에 함께 있음'), ('phone', '전화로 함께함')], max_length=6, verbose_name='어떻게 함께하나요')),
                ('purpose', models.CharField(max_length=200, verbose_name='무엇을 하나요')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assisted_sessions', to='accounts.person')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='assisted_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since')), ('until__lte', django.db.models.expressions.CombinedExpression(models.F('since'), '+', models.Value(datetime.timedelta(seconds=7200))))), name='assisted_short'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('staff',), name='assisted_one_a_staff')],
            },
        ),
        migrations.CreateModel(
            name='BehalfAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(help_text='URL name', max_length=80)),
                ('status', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='behalf_acts', to='accounts.person')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='channels.assistedsession')),
                ('proxy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='channels.proxy')),
            ],
            options={
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['person', '-at'], name='behalf_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('proxy', None), ('session__isnull', False)), models.Q(('proxy__isnull', False), ('session', None)), _connector='OR'), name='behalf_under_one_authority')],
            },
        ),
        migrations.CreateModel(
            name='ChannelRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', '쓰는 중'), ('proposed', '승인 기다림'), ('live', '시행'), ('superseded', '다음 판으로 바뀜'), ('rejected', '되돌려 보냄')], default='draft', max_length=10)),
                ('valid_from', models.DateField(verbose_name='시행일')),
                ('valid_to', models.DateField(blank=True, help_text='the first day it is no more', null=True)),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='고치는 까닭')),
                ('shipped', models.BooleanField(default=False, help_text="came with the project's reference data: nobody wrote it")),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('lines', models.JSONField(help_text='see channels.lines')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='channel_rules', to='channels.service')),
            ],
            options={
                'ordering': ['service', '-version'],
                'constraints': [models.UniqueConstraint(fields=('service', 'version'), name='channel_rules_version_once'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'proposed', 'live', 'superseded', 'rejected'))), name='channel_rules_known_state'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('written_by')), _negated=True), _connector='OR'), name='channel_rules_two_people'), models.CheckConstraint(condition=models.Q(('shipped', True), ('written_by__isnull', False), _connector='OR'), name='channel_rules_written_by_somebody'), models.CheckConstraint(condition=models.Q(('shipped', True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state__in', ('live', 'superseded'))), models.Q(('approved_at', None), ('approved_by', None), ('state__in', ('draft', 'proposed', 'rejected'))), _connector='OR'), name='channel_rules_in_force_iff_approved'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='channel_rules_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('live', 'superseded'))), expressions=[('service', '='), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='channel_rules_one_in_force'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'proposed', 'rejected'))), fields=('service',), name='channel_rules_one_being_written'), models.CheckConstraint(condition=channels.models.rules.NoneHas('lines', models.Value('$[*] ? (@.fallback == "web" || @.fallback == "email" || @.fallback == "sms" || @.fallback == "video")')), name='channel_rules_fall_back_off_line')],
            },
        ),
        migrations.CreateModel(
            name='ChannelRulesTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel_rules', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='channels.channelrules')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('channel', models.CharField(choices=[('web', '온라인'), ('email', '이메일'), ('sms', '문자'), ('video', '화상 상담'), ('phone', '전화'), ('centre', '센터 방문'), ('outreach', '찾아가는 상담'), ('post', '우편'), ('together', '직원과 함께')], max_length=10)),
                ('direction', models.CharField(choices=[('in', '본인이 연락함'), ('out', '우리가 연락함')], max_length=3)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('note', models.CharField(choices=[('reached', '연락됨'), ('no_answer', '받지 않음'), ('advice', '상담함'), ('application', '신청을 도움'), ('information', '안내함'), ('message', '소식을 보냄'), ('read', '소식을 읽음'), ('no_show', '오지 않음')], max_length=12)),
                ('source', models.CharField(blank=True, help_text='the row that made it, e.g. channels.message:12', max_length=60)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='accounts.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='channels.service')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', '-at'], name='contact_by_person'), models.Index(fields=['at', 'channel'], name='contact_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source', ''), _negated=True), fields=('source',), name='contact_once_a_source'), models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__lte', 600), _connector='OR'), name='contact_minutes_of_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), ('by__isnull', False), _connector='OR'), name='contact_by_hand_has_a_hand')],
            },
        ),
        migrations.CreateModel(
            name='ContactCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('web', '온라인'), ('email', '이메일'), ('sms', '문자'), ('video', '화상 상담'), ('phone', '전화'), ('centre', '센터 방문'), ('outreach', '찾아가는 상담'), ('post', '우편'), ('together', '직원과 함께')], max_length=10)),
                ('valid_from', models.DateField()),
                ('won', models.PositiveIntegerField(help_text="without the staff's time")),
                ('won_minute', models.PositiveIntegerField(default=0, help_text='of staff time')),
                ('minutes', models.PositiveSmallIntegerField(default=0, help_text='a contact takes, where none were written down')),
                ('verified', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['channel', '-valid_from'],
                'constraints': [models.UniqueConstraint(fields=('channel', 'valid_from'), name='contact_cost_once')],
            },
        ),
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('callback', '전화해 주세요'), ('visit', '센터에서 만나고 싶어요'), ('home', '집으로 와 주세요'), ('video', '화상으로 만나고 싶어요'), ('letter', '우편으로 보내 주세요'), ('together', '같이 해 주세요'), ('sign', '수어 통역이 필요해요'), ('interpreter', '외국어 통역이 필요해요'), ('tell', '전화로 알려 주기')], max_length=12)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('open', '기다림'), ('done', '마침'), ('withdrawn', '거뒀음')], default='open', max_length=9)),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('dedupe_key', models.CharField(blank=True, max_length=160, null=True, unique=True)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_requests', to='accounts.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='channels.service')),
            ],
            options={
                'ordering': ['created_at'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['created_at'], name='help_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('open', 'done', 'withdrawn'))), name='help_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at__isnull', False), ('handled_by__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('handled_at', None), ('handled_by', None)), _connector='OR'), name='help_done_iff_handled'), models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('kind', 'tell'), _negated=True)), fields=('person', 'kind', 'service'), name='help_asked_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'interpreter'), _negated=True), models.Q(('language', ''), _negated=True), _connector='OR'), name='help_interpreter_of_a_language')],
            },
        ),
        migrations.CreateModel(
            name='HelpRequestTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='channels.helprequest')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LetterBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('printed_at', models.DateTimeField(auto_now_add=True)),
                ('posted_at', models.DateTimeField(blank=True, null=True)),
                ('given_back_at', models.DateTimeField(blank=True, null=True)),
                ('count', models.PositiveSmallIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='letter_batches', to='accounts.organisation')),
                ('posted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-printed_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('posted_at', None), ('posted_by', None)), models.Q(('posted_at__isnull', False), ('posted_by__isnull', False)), _connector='OR'), name='batch_posted_by_somebody'), models.CheckConstraint(condition=models.Q(('posted_at', None), ('given_back_at', None), _connector='OR'), name='batch_posted_or_given_back')],
            },
        ),
        migrations.AddField(
            model_name='message',
            name='beside_letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.message'),
        ),
        migrations.AddField(
            model_name='message',
            name='off_line',
            field=models.BooleanField(default=False, help_text='a duty for somebody of low digital readiness: has to come by another way too'),
        ),
        migrations.AlterField(
            model_name='message',
            name='medium',
            field=models.CharField(choices=[('in_app', '받은 소식'), ('email', '이메일'), ('sms', '문자'), ('letter', '편지')], max_length=6),
        ),
        migrations.AddField(
            model_name='message',
            name='beside_request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.helprequest'),
        ),
        migrations.AddField(
            model_name='message',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letters', to='channels.letterbatch'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('medium', 'letter'), ('state__in', ('queued', 'sending'))), fields=['created_at'], name='message_letters'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('off_line', False), ('medium', 'letter'), ('beside_letter__isnull', False), ('beside_request__isnull', False), _connector='OR'), name='message_duty_never_digital_only'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('batch', None), ('medium', 'letter'), _connector='OR'), name='message_batch_of_letters'),
        ),
    ]
