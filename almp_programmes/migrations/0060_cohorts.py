import core.uploads
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0050_one_live_a_programme'),
    ]

    operations = [
        migrations.AddField(
            model_name='runsession',
            name='live_link',
            field=models.URLField(blank=True, help_text="else the run's", max_length=300, verbose_name='실시간 수업 주소'),
        ),
        migrations.CreateModel(
            name='Coursework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=120, verbose_name='과제 이름')),
                ('text', models.TextField(max_length=5000, verbose_name='과제 설명')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='낼 때까지')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coursework', to='almp_programmes.courserun')),
            ],
            options={
                'verbose_name': '과제',
                'verbose_name_plural': '과제',
                'ordering': [models.OrderBy(models.F('due_at'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file', models.FileField(blank=True, upload_to=core.uploads.own_name, verbose_name='파일')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('handed', '냄'), ('returned', '다시 내기'), ('marked', '평가 받음')], default='handed', max_length=8)),
                ('text', models.TextField(blank=True, max_length=10000, verbose_name='쓴 글')),
                ('handed_at', models.DateTimeField()),
                ('mark', models.PositiveSmallIntegerField(blank=True, help_text='of 100', null=True, verbose_name='점수')),
                ('feedback', models.TextField(blank=True, max_length=5000, verbose_name='의견')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('coursework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='almp_programmes.coursework')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='almp_programmes.enrolment')),
            ],
            options={
                'verbose_name': '낸 과제',
                'verbose_name_plural': '낸 과제',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('file_name', '')), models.Q(models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='almp_programmes_submission_file_iff_name'), models.UniqueConstraint(fields=('coursework', 'enrolment'), name='submission_once'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='submission_is_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('mark__range', (0, 100)), ('state', 'marked')), models.Q(models.Q(('state', 'marked'), _negated=True), ('mark', None)), _connector='OR'), name='submission_mark_iff_marked'), models.CheckConstraint(condition=models.Q(('state', 'handed'), ('answered_by__isnull', False), _connector='OR'), name='submission_answer_has_author'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('feedback', ''), _negated=True), _connector='OR'), name='submission_returned_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.submission')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CohortMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_provider', models.BooleanField()),
                ('text', models.TextField(max_length=3000, verbose_name='할 말')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='almp_programmes.enrolment')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='almp_programmes.courserun')),
            ],
            options={
                'verbose_name': '주고받은 말',
                'verbose_name_plural': '주고받은 말',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['run', 'enrolment', 'at'], name='cohort_message_thread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('enrolment__isnull', False), ('from_provider', True), _connector='OR'), name='cohort_message_to_all_is_from_the_provider'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='cohort_message_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file', models.FileField(blank=True, upload_to=core.uploads.own_name, verbose_name='파일')),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=120, verbose_name='이름')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='링크 주소')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='almp_programmes.courserun')),
            ],
            options={
                'verbose_name': '학습 자료',
                'verbose_name_plural': '학습 자료',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('file_name', '')), models.Q(models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True)), _connector='OR'), name='almp_programmes_material_file_iff_name'), models.CheckConstraint(condition=models.Q(models.Q(('file', ''), models.Q(('url', ''), _negated=True)), models.Q(models.Q(('file', ''), _negated=True), ('url', '')), _connector='OR'), name='material_is_file_or_link')],
            },
        ),
    ]
