import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0020_taking_part'),
    ]

    operations = [
        migrations.CreateModel(
            name='Learner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='learners', to='almp_programmes.course')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='learners', to='almp_programmes.enrolment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='learning', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '학습자',
                'verbose_name_plural': '학습자',
                'constraints': [models.UniqueConstraint(fields=('user', 'course'), name='learner_once_a_course')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.CharField(help_text='11 digits and one that checks them', max_length=12, unique=True, verbose_name='번호')),
                ('state', models.CharField(choices=[('valid', '유효함'), ('revoked', '취소된 수료증')], default='valid', max_length=7)),
                ('name', models.CharField(blank=True, help_text='empty when the person was erased', max_length=100, verbose_name='이름')),
                ('title_ko', models.CharField(max_length=200)),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('issuer_ko', models.CharField(max_length=200)),
                ('issuer_en', models.CharField(blank=True, max_length=200)),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('issued_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='취소한 까닭')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='certificates', to='almp_programmes.course')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to='almp_programmes.enrolment')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificates', to='almp_programmes.learner')),
            ],
            options={
                'verbose_name': '수료증',
                'verbose_name_plural': '수료증',
                'ordering': ['-issued_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__regex', '^[0-9]{12}$')), name='certificate_number_is_digits'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'revoked'), models.Q(('reason', ''), _negated=True)), models.Q(('reason', ''), ('state', 'valid')), _connector='OR'), name='certificate_revoked_iff_reason'), models.CheckConstraint(condition=models.Q(('learner', None), ('enrolment', None), _connector='OR'), name='certificate_of_one_thing'), models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('learner',), name='certificate_one_valid_a_learner'), models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('enrolment',), name='certificate_one_valid_an_enrolment')],
            },
        ),
        migrations.CreateModel(
            name='CertificateTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='almp_programmes.certificate')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('number', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('pass_mark', models.PositiveSmallIntegerField(default=60, help_text='of each unit of questions', verbose_name='통과 기준(%)')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modules', to='almp_programmes.course')),
            ],
            options={
                'verbose_name': '단원',
                'verbose_name_plural': '단원',
                'ordering': ['course', 'number'],
                'constraints': [models.UniqueConstraint(fields=('course', 'number'), name='module_number_unique'), models.CheckConstraint(condition=models.Q(('pass_mark__range', (0, 100))), name='module_pass_mark_is_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('number', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('kind', models.CharField(choices=[('text', '읽기'), ('video', '영상'), ('questions', '문제'), ('tool', '외부 학습 도구')], max_length=9, verbose_name='종류')),
                ('body_ko', models.TextField(blank=True, help_text='as `almp_programmes.prose` reads it', verbose_name='내용')),
                ('body_en', models.TextField(blank=True, verbose_name='내용(영문)')),
                ('video_url', models.URLField(blank=True, max_length=300, verbose_name='영상 주소')),
                ('captions_ko', models.TextField(blank=True, help_text='WebVTT', verbose_name='자막')),
                ('captions_en', models.TextField(blank=True, help_text='WebVTT', verbose_name='자막(영문)')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='almp_programmes.module')),
            ],
            options={
                'verbose_name': '화면',
                'verbose_name_plural': '화면',
                'ordering': ['module', 'number'],
                'constraints': [models.UniqueConstraint(fields=('module', 'number'), name='unit_number_unique'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'video'), models.Q(('video_url', ''), _negated=True)), models.Q(models.Q(('kind', 'video'), _negated=True), ('video_url', '')), _connector='OR'), name='unit_video_iff_address'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'video'), _negated=True), models.Q(models.Q(('captions_ko', ''), _negated=True), models.Q(('body_ko', ''), _negated=True)), _connector='OR'), name='unit_video_has_captions_and_transcript')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('text_ko', models.CharField(max_length=500, verbose_name='물음')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='물음(영문)')),
                ('why_ko', models.CharField(max_length=800, verbose_name='풀이')),
                ('why_en', models.CharField(blank=True, max_length=800, verbose_name='풀이(영문)')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='almp_programmes.unit')),
            ],
            options={
                'ordering': ['unit', 'number'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'number'), name='question_number_unique')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='순서')),
                ('text_ko', models.CharField(max_length=300, verbose_name='답')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='답(영문)')),
                ('is_right', models.BooleanField(default=False, verbose_name='맞는 답')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='almp_programmes.question')),
            ],
            options={
                'ordering': ['question', 'number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='choice_number_unique')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(help_text='made where the answer was given: the same key is the same answer')),
                ('picked', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), help_text='numbers of the choices', size=None)),
                ('is_right', models.BooleanField()),
                ('answered_at', models.DateTimeField(help_text='as the device said, never later than now')),
                ('saved_at', models.DateTimeField(auto_now_add=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='almp_programmes.learner')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.question')),
            ],
            options={
                'ordering': ['answered_at', 'pk'],
                'indexes': [models.Index(fields=['learner', 'question', 'answered_at'], name='answer_latest')],
                'constraints': [models.UniqueConstraint(fields=('learner', 'key'), name='answer_key_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(blank=True, help_text='earlier answers are shown as right or wrong', null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='almp_programmes.learner')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='almp_programmes.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('learner', 'unit'), name='unit_progress_unique')],
            },
        ),
    ]
