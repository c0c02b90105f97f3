import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('core', '0001_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('dedupe_key', models.CharField(max_length=160)),
                ('medium', models.CharField(choices=[('in_app', '받은 소식'), ('email', '이메일'), ('sms', '문자')], max_length=6)),
                ('state', models.CharField(choices=[('queued', '보내기 전'), ('sending', '보내는 중'), ('sent', '보냄'), ('failed', '보내지 못함'), ('unsure', '보냈는지 알 수 없음')], default='queued', max_length=8)),
                ('template', models.CharField(blank=True, max_length=60)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('link', models.CharField(blank=True, help_text='path of the page where the reader can act', max_length=300)),
                ('is_secret', models.BooleanField(default=False, help_text='carries a sign-in code: emptied once it has left')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claim', models.UUIDField(blank=True, help_text='of the run that is sending it now', null=True)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('handed_over_at', models.DateTimeField(blank=True, help_text='from here on it may have arrived', null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, help_text="a code of ours, never the other side's words", max_length=200)),
                ('emptied_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='accounts.person')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['next_try_at'], name='message_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='message_being_sent'), models.Index(condition=models.Q(('state', 'unsure')), fields=['-created_at'], name='message_unsure'), models.Index(condition=models.Q(('medium', 'in_app')), fields=['person', '-created_at'], name='message_inbox_person'), models.Index(condition=models.Q(('medium', 'in_app')), fields=['user', '-created_at'], name='message_inbox_user')],
                'constraints': [models.UniqueConstraint(fields=('dedupe_key', 'medium'), name='message_once'), models.CheckConstraint(condition=models.Q(models.Q(('medium', 'in_app'), _negated=True), models.Q(('state', 'sent'), models.Q(('person__isnull', False), ('user__isnull', False), _connector='OR')), _connector='OR'), name='message_in_app_is_sent_to_someone'), models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('claimed_at__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('claim', None)), _connector='OR'), name='message_sending_iff_claimed'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='message_sent_iff_time'), models.CheckConstraint(condition=models.Q(('emptied_at', None), models.Q(('address', ''), ('body', ''), ('subject', '')), _connector='OR'), name='message_emptied_holds_nothing'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed', 'unsure'])), name='message_known_state')],
            },
        ),
        migrations.CreateModel(
            name='MessageTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='channels.message')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['message', 'at'], name='message_transition_by_message')],
            },
        ),
    ]
