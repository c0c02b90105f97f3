import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('jobseekers', '0004_circumstances'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('started_on', models.DateField(default=django.utils.timezone.localdate)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_words', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='plan_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='PlanGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('words', models.CharField(max_length=300, verbose_name='이루고 싶은 것')),
                ('domain', models.CharField(choices=[('skills', '기술·자격'), ('motivation', '마음가짐'), ('housing', '사는 곳'), ('health', '건강'), ('debt', '빚·돈'), ('care', '돌봄'), ('digital', '디지털'), ('transport', '이동'), ('legal', '법률'), ('work', '일자리 찾기')], default='work', max_length=12, verbose_name='분야')),
                ('state', models.CharField(choices=[('open', '하는 중'), ('reached', '이룸'), ('dropped', '그만둠')], default='open', max_length=8)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='jobseekers.plan')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='plan_goal_in_words'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'reached', 'dropped'])), name='plan_goal_known_state')],
            },
        ),
        migrations.CreateModel(
            name='PlanAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('words', models.CharField(max_length=300, verbose_name='할 일')),
                ('service_code', models.CharField(blank=True, help_text='of the catalogue of services, if it is one', max_length=60)),
                ('domain', models.CharField(choices=[('skills', '기술·자격'), ('motivation', '마음가짐'), ('housing', '사는 곳'), ('health', '건강'), ('debt', '빚·돈'), ('care', '돌봄'), ('digital', '디지털'), ('transport', '이동'), ('legal', '법률'), ('work', '일자리 찾기')], default='work', max_length=12, verbose_name='분야')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='언제까지')),
                ('effort_minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='드는 시간(분)')),
                ('state', models.CharField(choices=[('todo', '할 일'), ('doing', '하는 중'), ('done', '마침'), ('dropped', '하지 않기로 함')], default='todo', max_length=8)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('result', models.CharField(blank=True, max_length=300, verbose_name='어떻게 되었나')),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='jobseekers.planaction')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('owner', models.ForeignKey(blank=True, help_text='the member of staff who does it; empty: the person', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='jobseekers.plan')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='jobseekers.plangoal')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['todo', 'doing'])), fields=['owner', 'due_on'], name='plan_action_to_do_by_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='plan_action_in_words'), models.CheckConstraint(condition=models.Q(('state__in', ['todo', 'doing', 'done', 'dropped'])), name='plan_action_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on', None)), _connector='OR'), name='plan_action_done_iff_day'), models.CheckConstraint(condition=models.Q(('owner', None), ('organisation__isnull', False), _connector='OR'), name='plan_action_of_staff_for_an_agency')],
            },
        ),
        migrations.CreateModel(
            name='PlanActionTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='jobseekers.planaction')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='jobseekers.planaction')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='jobseekers.plan')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='jobseekers.plangoal')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='plan_change_changes'), models.CheckConstraint(condition=models.Q(('goal', None), ('action', None), _connector='OR'), name='plan_change_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField(help_text='goals and actions as they read')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.CharField(choices=[('waiting', '답을 기다림'), ('agreed', '동의함'), ('objected', '다르게 생각함')], default='waiting', max_length=8)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.TextField(blank=True, help_text="the objection, in the person's words")),
                ('answered_by', models.ForeignKey(blank=True, help_text='the person, or staff who was told on paper or by phone', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='jobseekers.plan')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plan_version_once'), models.UniqueConstraint(condition=models.Q(('answer', 'waiting')), fields=('plan',), name='plan_version_one_waits'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'waiting'), ('answered_at', None)), models.Q(models.Q(('answer', 'waiting'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='plan_version_answered_iff_time'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'objected'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='plan_version_objection_in_words')],
            },
        ),
    ]
