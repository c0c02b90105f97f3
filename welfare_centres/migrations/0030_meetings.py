import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_agencies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('welfare_centres', '0020_conferences'),
    ]

    operations = [
        migrations.AddField(
            model_name='staffprofile',
            name='video_link',
            field=models.URLField(blank=True, help_text='where they meet people by video', max_length=500),
        ),
        migrations.CreateModel(
            name='AppointmentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('about_ko', models.CharField(blank=True, max_length=200)),
                ('about_en', models.CharField(blank=True, max_length=200)),
                ('minutes', models.PositiveSmallIntegerField(default=30)),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('in_person', '센터 방문'), ('phone', '전화'), ('video', '화상'), ('home_visit', '방문 상담')], max_length=10), size=None)),
                ('service_code', models.CharField(blank=True, help_text='of the catalogue of services, if it is one', max_length=60)),
                ('by_person', models.BooleanField(default=True, help_text='people book it themselves')),
                ('walk_in', models.BooleanField(default=True, help_text='a ticket can be drawn for it')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='welfare_centres.competence')),
            ],
            options={
                'ordering': ['order', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__range', (5, 240))), name='appointment_type_takes_time'), models.CheckConstraint(condition=models.Q(('channels__len__gt', 0)), name='appointment_type_has_a_channel')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('day', models.DateField(verbose_name='날짜')),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='welfare_centres.centre')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('centre', 'day'), name='closing_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='QueueTicket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('day', models.DateField(default=django.utils.timezone.localdate)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('waiting', '기다림'), ('called', '부름'), ('served', '마침'), ('left', '자리에 없음')], default='waiting', max_length=8)),
                ('ahead', models.PositiveSmallIntegerField(help_text='how many waited when it was drawn')),
                ('desk', models.CharField(blank=True, max_length=20)),
                ('drawn_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('called_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tickets', to='welfare_centres.centre')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='welfare_centres.appointmenttype')),
            ],
            options={
                'ordering': ['day', 'number'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['centre', 'day', 'number'], name='ticket_waiting')],
                'constraints': [models.UniqueConstraint(fields=('centre', 'day', 'number'), name='ticket_number_once'), models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='ticket_number_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'served']), _negated=True), models.Q(('called_at__isnull', False), ('called_by__isnull', False), models.Q(('desk', ''), _negated=True)), _connector='OR'), name='ticket_called_to_a_desk'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['served', 'left'])), models.Q(('ended_at', None), ('state__in', ['waiting', 'called'])), _connector='OR'), name='ticket_ended_iff_over')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('seats', models.PositiveSmallIntegerField(default=2, verbose_name='자리 수')),
                ('accessible', models.BooleanField(default=False, verbose_name='휠체어로 들어갈 수 있음')),
                ('for_video', models.BooleanField(default=False, verbose_name='화상 장비 있음')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='welfare_centres.centre')),
            ],
            options={
                'ordering': ['centre', 'name_ko'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('centre', 'name_ko'), name='room_once'), models.CheckConstraint(condition=models.Q(('seats__gte', 2)), name='room_seats_two')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('channel', models.CharField(choices=[('in_person', '센터 방문'), ('phone', '전화'), ('video', '화상'), ('home_visit', '방문 상담')], max_length=10)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('state', models.CharField(choices=[('booked', '예약됨'), ('arrived', '도착함'), ('done', '마침'), ('no_show', '오지 않음'), ('excused', '까닭이 있어 오지 못함'), ('cancelled', '취소함'), ('rebooked', '다른 시간으로 옮김')], default='booked', max_length=10)),
                ('booked_how', models.CharField(choices=[('self', '본인이 직접'), ('staff', '직원이 함께'), ('phone', '전화를 받고 직원이')], max_length=6)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, help_text='when the first of a row of rebookings was made')),
                ('video_link', models.URLField(blank=True, max_length=500)),
                ('place', models.CharField(blank=True, help_text='where a home visit goes', max_length=300)),
                ('note', models.CharField(blank=True, help_text='for the person: what to bring, what to prepare', max_length=300)),
                ('reason', models.CharField(blank=True, help_text='why it did not take place', max_length=300)),
                ('arrived_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_day_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_hour_at', models.DateTimeField(blank=True, null=True)),
                ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='welfare_centres.case')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='welfare_centres.centre')),
                ('organisation', models.ForeignKey(help_text='for whom staff meet', on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='accounts.person')),
                ('rebooked_from', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='rebooked_to', to='welfare_centres.appointment')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='welfare_centres.appointmenttype')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='welfare_centres.room')),
            ],
            options={
                'ordering': ['during'],
                'indexes': [models.Index(models.Func(models.F('during'), function='lower', output_field=models.DateTimeField()), condition=models.Q(('state', 'booked')), name='appointment_to_come'), models.Index(models.F('centre'), models.Func(models.F('during'), function='lower', output_field=models.DateTimeField()), name='appointment_of_centre')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'done'])), expressions=[('staff', '='), ('during', '&&')], name='appointment_staff_booked_once'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'done'])), expressions=[('room', '='), ('during', '&&')], name='appointment_room_booked_once'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'done'])), expressions=[('person', '='), ('during', '&&')], name='appointment_person_booked_once'), models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='appointment_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'arrived', 'done', 'no_show', 'excused', 'cancelled', 'rebooked'])), name='appointment_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'in_person'), ('room__isnull', False)), models.Q(models.Q(('channel', 'in_person'), _negated=True), ('room', None)), _connector='OR'), name='appointment_room_iff_in_person'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'video'), models.Q(('video_link', ''), _negated=True)), models.Q(models.Q(('channel', 'video'), _negated=True), ('video_link', '')), _connector='OR'), name='appointment_link_iff_video'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'home_visit'), models.Q(('place', ''), _negated=True)), models.Q(models.Q(('channel', 'home_visit'), _negated=True), ('place', '')), _connector='OR'), name='appointment_place_iff_home_visit'), models.CheckConstraint(condition=models.Q(('booked_by__isnull', False), ('booked_how', 'self'), _connector='OR'), name='appointment_booked_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cancelled', 'excused']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='appointment_not_held_says_why')],
            },
        ),
        migrations.CreateModel(
            name='AppointmentTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='welfare_centres.appointment')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GroupSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title_ko', models.CharField(max_length=120, verbose_name='제목')),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='영어 제목')),
                ('about_ko', models.CharField(blank=True, max_length=500, verbose_name='무엇을 하나요')),
                ('about_en', models.CharField(blank=True, max_length=500, verbose_name='영어 설명')),
                ('video_link', models.URLField(blank=True, max_length=500, verbose_name='화상 주소')),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='정원')),
                ('taken', models.PositiveSmallIntegerField(default=0, help_text="places held; counted anew under the row's lock")),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='group_sessions', to='welfare_centres.centre')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='group_sessions', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='group_sessions', to='welfare_centres.room')),
            ],
            options={
                'ordering': ['during'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[('leader', '='), ('during', '&&')], name='group_session_leader_booked_once'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[('room', '='), ('during', '&&')], name='group_session_room_booked_once'), models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='group_session_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('capacity__gt', 0)), name='group_session_has_places'), models.CheckConstraint(condition=models.Q(('taken__lte', models.F('capacity'))), name='group_session_within_capacity'), models.CheckConstraint(condition=models.Q(models.Q(('room__isnull', False), ('video_link', '')), models.Q(('room', None), models.Q(('video_link', ''), _negated=True)), _connector='OR'), name='group_session_room_or_video'), models.CheckConstraint(condition=models.Q(('cancelled_at', None), models.Q(('why', ''), _negated=True), _connector='OR'), name='group_session_cancelled_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('state', models.CharField(choices=[('waiting', '자리를 기다림'), ('going', '자리 있음'), ('present', '참석함'), ('absent', '오지 않음'), ('cancelled', '취소함')], max_length=10)),
                ('booked_how', models.CharField(choices=[('self', '본인이 직접'), ('staff', '직원이 함께'), ('phone', '전화를 받고 직원이')], max_length=6)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_places', to='accounts.person')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='welfare_centres.groupsession')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('session', 'person'), name='attendee_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'going', 'present', 'absent', 'cancelled'])), name='attendee_known_state')],
            },
        ),
        migrations.CreateModel(
            name='AttendeeTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='welfare_centres.attendee')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TicketTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='welfare_centres.queueticket')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(1, '월요일'), (2, '화요일'), (3, '수요일'), (4, '목요일'), (5, '금요일'), (6, '토요일'), (7, '일요일')], verbose_name='요일')),
                ('starts', models.TimeField(verbose_name='시작')),
                ('ends', models.TimeField(verbose_name='끝')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('in_person', '센터 방문'), ('phone', '전화'), ('video', '화상'), ('home_visit', '방문 상담')], max_length=10), size=None)),
                ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='언제부터')),
                ('valid_to', models.DateField(blank=True, help_text='the first day it is no more', null=True)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_hours', to='welfare_centres.centre')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.organisation')),
                ('types', models.ManyToManyField(blank=True, related_name='+', to='welfare_centres.appointmenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_hours', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['weekday', 'starts'],
                'indexes': [models.Index(fields=['centre', 'weekday'], name='working_hours_of_centre')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='working_hours_end_after'), models.CheckConstraint(condition=models.Q(('weekday__range', (1, 7))), name='working_hours_known_weekday'), models.CheckConstraint(condition=models.Q(('channels__len__gt', 0)), name='working_hours_have_a_channel'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('weekday', '='), (models.Func(models.F('starts'), models.F('ends'), arg_joiner=", DATE '2000-01-01' + ", function='tsrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(), template="%(function)s(DATE '2000-01-01' + %(expressions)s)"), '&&'), (models.Func(models.F('valid_from'), models.F('valid_to'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='working_hours_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('reason', models.CharField(choices=[('leave', '휴가'), ('sick', '병가'), ('training', '교육·회의'), ('other', '그 밖')], default='leave', max_length=10, verbose_name='까닭')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['during'],
                'constraints': [models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='absence_is_bounded'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('during', '&&')], name='absence_one_at_a_time')],
            },
        ),
    ]
