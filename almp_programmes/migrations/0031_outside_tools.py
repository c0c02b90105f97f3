import almp_programmes.models.tools
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_retention_rule'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('almp_programmes', '0030_online_learning'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToolScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('given', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('activity', models.CharField(help_text='activityProgress', max_length=12)),
                ('grading', models.CharField(help_text='gradingProgress', max_length=14)),
                ('comment', models.CharField(blank=True, max_length=1000)),
                ('scored_at', models.DateTimeField(help_text="the tool's own time; an older grade does not replace a newer")),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='almp_programmes.learner')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='scores', to='almp_programmes.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('learner', 'unit'), name='tool_score_unique'), models.CheckConstraint(condition=models.Q(('given', None), models.Q(('given__gte', 0), ('maximum__gt', 0), ('given__isnull', False)), _connector='OR'), name='tool_score_of_a_maximum')],
            },
        ),
        migrations.CreateModel(
            name='Tool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('client_id', models.CharField(default=almp_programmes.models.tools.new_client_id, editable=False, max_length=40, unique=True)),
                ('login_url', models.URLField(help_text='OIDC third-party initiated login', max_length=300, verbose_name='로그인 시작 주소')),
                ('launch_url', models.URLField(help_text='target link and redirect URI in one', max_length=300, verbose_name='실행 주소')),
                ('key_set_url', models.URLField(help_text='JWKS', max_length=300, verbose_name='공개 열쇠 주소')),
                ('is_active', models.BooleanField(default=True, verbose_name='사용')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='tools', to='accounts.organisation')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '외부 학습 도구',
                'verbose_name_plural': '외부 학습 도구',
                'ordering': ['name_ko', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='unit',
            name='tool',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='units', to='almp_programmes.tool'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'tool'), ('tool__isnull', False)), models.Q(models.Q(('kind', 'tool'), _negated=True), ('tool', None)), _connector='OR'), name='unit_tool_iff_one'),
        ),
    ]
