import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taxonomy', '0004_index_advertisements'),
        ('welfare_centres', '0030_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectoryLocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('hsds_id', models.CharField(blank=True, help_text='id in the source; empty: written here', max_length=120)),
                ('digest', models.CharField(blank=True, help_text="of the source's row: the same row writes nothing", max_length=64)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('accessibility', models.TextField(blank=True, help_text='steps, lifts, hearing loops …, in words')),
                ('transport', models.CharField(blank=True, max_length=300)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='taxonomy.region')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('hsds_id', ''), _negated=True), fields=('hsds_id',), name='welfare_centres_directorylocation_hsds_id_once')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('hsds_id', models.CharField(blank=True, help_text='id in the source; empty: written here', max_length=120)),
                ('digest', models.CharField(blank=True, help_text="of the source's row: the same row writes nothing", max_length=64)),
                ('about_ko', models.TextField(blank=True)),
                ('about_en', models.TextField(blank=True)),
                ('email', models.EmailField(blank=True, help_text='registered contact: referrals and codes go here and nowhere else', max_length=254)),
                ('website', models.URLField(blank=True, max_length=300)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('made_up', models.BooleanField(default=False, help_text='of the demonstration: no such body exists')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='directory_entry', to='accounts.organisation')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('hsds_id', ''), _negated=True), fields=('hsds_id',), name='welfare_centres_directoryorganisation_hsds_id_once')],
            },
        ),
        migrations.CreateModel(
            name='DirectoryService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('hsds_id', models.CharField(blank=True, help_text='id in the source; empty: written here', max_length=120)),
                ('digest', models.CharField(blank=True, help_text="of the source's row: the same row writes nothing", max_length=64)),
                ('about_ko', models.TextField(blank=True)),
                ('about_en', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('active', '받고 있음'), ('temporarily closed', '잠시 쉼'), ('inactive', '지금은 받지 않음'), ('defunct', '없어짐')], default='active', max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('url', models.URLField(blank=True, max_length=300)),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('skills', '기술·자격'), ('motivation', '마음가짐'), ('housing', '사는 곳'), ('health', '건강'), ('debt', '빚·돈'), ('care', '돌봄'), ('digital', '디지털'), ('transport', '이동'), ('legal', '법률'), ('work', '일자리 찾기')], max_length=12), blank=True, default=list, size=None)),
                ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='as the source calls it', size=None)),
                ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(blank=True, max_length=10), blank=True, default=list, help_text='prefixes of legal region codes; an empty one is the whole country', size=None)),
                ('eligibility', models.TextField(blank=True, help_text='for whom, in words')),
                ('cost', models.TextField(blank=True, help_text='what it costs, in words')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                ('interpretation', models.CharField(blank=True, max_length=300)),
                ('places', models.PositiveIntegerField(blank=True, null=True)),
                ('free', models.PositiveIntegerField(blank=True, null=True)),
                ('places_as_of', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField(blank=True, help_text='when somebody last said that this holds', null=True)),
                ('asked_on', models.DateField(blank=True, help_text='when the body was last asked to confirm', null=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='welfare_centres.directoryorganisation')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['needs'], name='service_by_need'), django.contrib.postgres.indexes.GinIndex(fields=['areas'], name='service_by_area')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('hsds_id', ''), _negated=True), fields=('hsds_id',), name='welfare_centres_directoryservice_hsds_id_once'), models.CheckConstraint(condition=models.Q(('free', None), ('places', None), ('free__lte', models.F('places')), _connector='OR'), name='service_free_of_places'), models.CheckConstraint(condition=models.Q(('free', None), ('places_as_of__isnull', False), _connector='OR'), name='service_free_has_a_day'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'temporarily closed', 'inactive', 'defunct'])), name='service_known_state')],
            },
        ),
        migrations.CreateModel(
            name='DirectorySchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.CharField(blank=True, help_text='MO,TU,…, as in iCalendar', max_length=40)),
                ('opens_at', models.TimeField(blank=True, null=True)),
                ('closes_at', models.TimeField(blank=True, null=True)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='welfare_centres.directoryservice')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DirectoryPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('what', models.CharField(blank=True, max_length=100)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='welfare_centres.directoryorganisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='welfare_centres.directoryservice')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('service__isnull', False)), models.Q(('organisation__isnull', False), ('service', None)), _connector='OR'), name='directory_phone_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('need', models.CharField(choices=[('skills', '기술·자격'), ('motivation', '마음가짐'), ('housing', '사는 곳'), ('health', '건강'), ('debt', '빚·돈'), ('care', '돌봄'), ('digital', '디지털'), ('transport', '이동'), ('legal', '법률'), ('work', '일자리 찾기')], max_length=12)),
                ('what_for', models.CharField(max_length=500)),
                ('told', models.JSONField(default=dict, help_text='part → words, as they were when the person agreed: all they see')),
                ('warm', models.BooleanField(default=False, help_text='the first meeting is with both, so nobody starts from nothing')),
                ('ground', models.CharField(choices=[('consent', '본인 동의'), ('law', '법령')], max_length=10)),
                ('said_yes', models.CharField(blank=True, choices=[('in_person', '마주 앉아 말로'), ('paper', '종이에 서명'), ('phone', '전화로'), ('online', '사이트에서')], help_text='how, on that ground', max_length=10)),
                ('law', models.CharField(blank=True, help_text='the article, where the ground is the law', max_length=200)),
                ('state', models.CharField(choices=[('sent', '보냄'), ('seen', '열어 봄'), ('accepted', '받아들임'), ('declined', '받지 못함'), ('returned', '돌려보냄'), ('started', '돕는 중'), ('finished', '마침'), ('withdrawn', '거두어들임')], default='sent', max_length=10)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, help_text='when it was taken, declined or sent back', null=True)),
                ('reason', models.CharField(blank=True, choices=[('full', '빈자리가 없음'), ('not_for_them', '받을 수 있는 대상이 아님'), ('elsewhere', '다른 곳이 더 알맞음'), ('far', '맡는 지역이 아님'), ('missing', '알아야 할 것이 빠짐'), ('no_contact', '본인과 연락이 닿지 않음'), ('other', '그 밖의 까닭')], max_length=14)),
                ('words', models.CharField(blank=True, help_text="the body's answer, for the sender and the person", max_length=500)),
                ('first_contact_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('helped', '도움을 받고 마침'), ('partly', '일부만 도움을 받음'), ('left', '본인이 그만둠'), ('lost', '연락이 끊김')], max_length=8)),
                ('refused_by_person', models.BooleanField(default=False)),
                ('see_by', models.DateField()),
                ('answer_by', models.DateField()),
                ('contact_by', models.DateField(blank=True, help_text='from the acceptance', null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('escalated_on', models.DateField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='referrals', to='welfare_centres.case')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.consent')),
                ('from_organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='referrals_sent', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='accounts.person')),
                ('to_organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='referrals_received', to='accounts.organisation')),
                ('to_service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='referrals', to='welfare_centres.directoryservice')),
            ],
            options={
                'indexes': [models.Index(fields=['to_organisation', 'state'], name='referral_by_receiver'), models.Index(fields=['from_organisation', '-sent_at'], name='referral_by_sender'), models.Index(condition=models.Q(('state__in', ['sent', 'seen'])), fields=['answer_by'], name='referral_waiting'), models.Index(fields=['person', '-sent_at'], name='referral_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_organisation__isnull', False), ('to_service__isnull', False), _connector='OR'), name='referral_to_a_body_that_exists'), models.CheckConstraint(condition=models.Q(('to_organisation', None), models.Q(('to_organisation', models.F('from_organisation')), _negated=True), _connector='OR'), name='referral_not_to_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('ground', 'consent'), ('law', ''), models.Q(('said_yes', ''), _negated=True)), models.Q(('consent', None), ('ground', 'law'), ('said_yes', ''), models.Q(('law', ''), _negated=True)), _connector='OR'), name='referral_rests_on_consent_or_law'), models.CheckConstraint(condition=models.Q(('what_for', ''), _negated=True), name='referral_says_what_for'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'returned']), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state__in', ['declined', 'returned']), _negated=True), ('reason', '')), _connector='OR'), name='referral_no_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='referral_other_reason_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state__in', ['sent', 'seen'])), ('state', 'withdrawn'), models.Q(models.Q(('state__in', ['sent', 'seen', 'withdrawn']), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='referral_answered_iff_time'), models.CheckConstraint(condition=models.Q(models.Q(('seen_at', None), ('state', 'sent')), ('state', 'withdrawn'), models.Q(models.Q(('state__in', ['sent', 'withdrawn']), _negated=True), ('seen_at__isnull', False)), _connector='OR'), name='referral_seen_iff_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'finished'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'finished'), _negated=True), ('outcome', '')), _connector='OR'), name='referral_finished_has_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['started', 'finished']), _negated=True), ('first_contact_on__isnull', False), _connector='OR'), name='referral_started_was_met'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('state__in', ['sent', 'seen', 'accepted', 'started'])), models.Q(models.Q(('state__in', ['sent', 'seen', 'accepted', 'started']), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='referral_ended_iff_day'), models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'seen', 'accepted', 'declined', 'returned', 'started', 'finished', 'withdrawn'])), name='referral_known_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['sent', 'seen', 'accepted', 'started'])), fields=('person', 'to_organisation', 'to_service', 'need'), name='referral_once_to_a_service', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='ReferralClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_to_see', models.PositiveSmallIntegerField(default=2)),
                ('days_to_answer', models.PositiveSmallIntegerField(default=5)),
                ('days_to_contact', models.PositiveSmallIntegerField(default=7, help_text='from the acceptance')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('agency_kind', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='referral_clock', to='welfare_centres.agencykind')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency_kind',), name='referral_clock_one_default', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('days_to_contact__gt', 0), ('days_to_see__gt', 0), ('days_to_see__lte', models.F('days_to_answer'))), name='referral_clock_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ReferralLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, help_text='a newer link was sent, or it was taken back', null=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('code_until', models.DateTimeField(blank=True, null=True)),
                ('code_tries', models.PositiveSmallIntegerField(default=0)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='welfare_centres.referral')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='referral_link_expires'), models.CheckConstraint(condition=models.Q(models.Q(('code_digest', ''), ('code_until', None)), models.Q(models.Q(('code_digest', ''), _negated=True), ('code_until__isnull', False)), _connector='OR'), name='referral_link_code_has_an_end'), models.UniqueConstraint(condition=models.Q(('closed_at', None), ('used_at', None)), fields=('referral',), name='referral_link_one_open')],
            },
        ),
        migrations.CreateModel(
            name='LinkOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='welfare_centres.referrallink')),
            ],
        ),
        migrations.CreateModel(
            name='ReferralTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='welfare_centres.referral')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceAtLocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hsds_id', models.CharField(blank=True, max_length=120)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services_here', to='welfare_centres.directorylocation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='at_locations', to='welfare_centres.directoryservice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'location'), name='service_at_location_once')],
            },
        ),
    ]
