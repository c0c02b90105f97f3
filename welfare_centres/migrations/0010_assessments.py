import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_consent_taken_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('welfare_centres', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('occasion', models.CharField(choices=[('intake', '처음'), ('review', '다시 살펴봄')], max_length=6)),
                ('on', models.DateField(default=django.utils.timezone.localdate)),
                ('words', models.TextField(blank=True, help_text='what the person says to it')),
                ('words_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='welfare_centres.case')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(help_text="the case's, for one join less", on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('occasion', 'intake')), fields=('case',), name='assessment_one_intake'), models.CheckConstraint(condition=models.Q(('occasion__in', ['intake', 'review'])), name='assessment_known_occasion'), models.CheckConstraint(condition=models.Q(models.Q(('words', ''), ('words_at', None)), models.Q(models.Q(('words', ''), _negated=True), ('words_at__isnull', False)), _connector='OR'), name='assessment_words_iff_time')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(choices=[('skills', '기술·자격'), ('motivation', '마음가짐'), ('housing', '사는 곳'), ('health', '건강'), ('debt', '빚·돈'), ('care', '돌봄'), ('digital', '디지털'), ('transport', '이동'), ('legal', '법률'), ('work', '일자리 찾기')], max_length=12)),
                ('scope', models.CharField(choices=[('contact', '연락처'), ('profile', '이력서'), ('file', '상담 기록'), ('plan', '계획'), ('plan_write', '계획 쓰기'), ('assessment', '생활과 일 살피기'), ('notes', '상담 메모'), ('health', '건강 정보'), ('debt', '빚과 돈 정보'), ('legal', '법률 문제'), ('programmes', '참여한 프로그램')], help_text='the right it takes to see the row', max_length=10)),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, '지금 도움이 급함'), (2, '도움이 필요함'), (3, '그럭저럭 지냄'), (4, '잘 지냄'), (5, '힘이 됨')], null=True)),
                ('strength', models.CharField(blank=True, max_length=500)),
                ('need', models.CharField(blank=True, max_length=500)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='welfare_centres.assessment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'domain'), name='assessment_row_once'), models.CheckConstraint(condition=models.Q(('level', None), models.Q(('level__gte', 1), ('level__lte', 5)), _connector='OR'), name='assessment_level_1_to_5'), models.CheckConstraint(condition=models.Q(models.Q(('domain', 'health'), ('scope', 'health')), models.Q(('domain', 'debt'), ('scope', 'debt')), models.Q(('domain', 'legal'), ('scope', 'legal')), models.Q(models.Q(('domain__in', ['health', 'debt', 'legal']), _negated=True), ('scope', 'assessment')), _connector='OR'), name='assessment_row_scope_of_domain')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='casemember',
            name='case_member_once',
        ),
        migrations.RemoveConstraint(
            model_name='casemember',
            name='case_one_lead',
        ),
        migrations.AddConstraint(
            model_name='casemember',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), ('user', '='), (models.Func(models.F('since'), models.F('until'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='case_member_once'),
        ),
        migrations.AddConstraint(
            model_name='casemember',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'lead')), expressions=[('case', '='), (models.Func(models.F('since'), models.F('until'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='case_one_lead'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('amends__isnull', False)), fields=('amends',), name='entry_amended_once'),
        ),
        migrations.AddConstraint(
            model_name='sharingrule',
            constraint=models.UniqueConstraint(fields=('agency_kind', 'scope', 'ground', 'valid_from'), name='sharing_rule_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='sharingrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope__in', ['health', 'debt', 'legal']), _negated=True), models.Q(('need_ko', ''), _negated=True), _connector='OR'), name='sharing_rule_sensitive_names_a_need'),
        ),
    ]
