import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('code', models.CharField(max_length=4, unique=True, verbose_name='코드')),
                ('description_ko', models.TextField(blank=True, verbose_name='설명')),
                ('description_en', models.TextField(blank=True, verbose_name='영문 설명')),
            ],
            options={
                'verbose_name': '정책 유형',
                'verbose_name_plural': '정책 유형',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='코드')),
                ('source', models.CharField(choices=[('starter', '기본 자료'), ('dictionary', '직업사전'), ('esco', 'ESCO'), ('onet', 'O*NET'), ('official', '공식 분류')], default='starter', max_length=12)),
            ],
            options={
                'verbose_name': '자격·면허',
                'verbose_name_plural': '자격·면허',
                'ordering': ['name_ko'],
                'constraints': [models.UniqueConstraint(fields=('name_ko',), name='licence_name_unique')],
            },
        ),
        migrations.CreateModel(
            name='Occupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('edition', models.CharField(max_length=12, verbose_name='분류 판')),
                ('code', models.CharField(max_length=6, verbose_name='코드')),
                ('level', models.CharField(choices=[('major', '대분류'), ('middle', '중분류'), ('minor', '소분류'), ('unit', '세분류')], max_length=6, verbose_name='수준')),
                ('path', models.CharField(help_text='1/13/133/1331', max_length=40, verbose_name='경로')),
                ('description_ko', models.TextField(blank=True, verbose_name='설명')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='시작일')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='종료일')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='children', to='taxonomy.occupation')),
            ],
            options={
                'verbose_name': '직업',
                'verbose_name_plural': '직업',
                'ordering': ['edition', 'path'],
                'indexes': [models.Index(django.contrib.postgres.indexes.OpClass('path', name='varchar_pattern_ops'), name='occupation_path_prefix'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title_ko'), name='gin_trgm_ops'), name='occupation_title_ko_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title_en'), name='gin_trgm_ops'), name='occupation_title_en_trgm')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='occupation_edition_code_unique'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'major'), ('parent', None)), models.Q(models.Q(('level', 'major'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='occupation_only_major_has_no_parent'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='occupation_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='OccupationLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('required', models.BooleanField(default=False, help_text='a law forbids the work without it', verbose_name='법정 필수')),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occupation_links', to='taxonomy.licence')),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='licence_links', to='taxonomy.occupation')),
            ],
            options={
                'verbose_name': '직업별 자격·면허',
                'verbose_name_plural': '직업별 자격·면허',
                'constraints': [models.UniqueConstraint(fields=('occupation', 'licence'), name='occupation_licence_unique')],
            },
        ),
        migrations.CreateModel(
            name='OccupationSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='predecessors', to='taxonomy.occupation')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successors', to='taxonomy.occupation')),
            ],
            options={
                'verbose_name': '직업 코드 승계',
                'verbose_name_plural': '직업 코드 승계',
                'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='occupation_successor_unique'), models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='occupation_successor_is_another')],
            },
        ),
        migrations.CreateModel(
            name='OccupationSynonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='유사 명칭')),
                ('lang', models.CharField(choices=[('ko', '한국어'), ('en', '영어')], max_length=2)),
                ('source', models.CharField(choices=[('starter', '기본 자료'), ('dictionary', '직업사전'), ('esco', 'ESCO'), ('onet', 'O*NET'), ('official', '공식 분류')], max_length=12)),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='taxonomy.occupation')),
            ],
            options={
                'verbose_name': '직업 유사 명칭',
                'verbose_name_plural': '직업 유사 명칭',
                'ordering': ['occupation_id', 'text'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('text'), name='gin_trgm_ops'), name='occupation_synonym_trgm')],
                'constraints': [models.UniqueConstraint(fields=('occupation', 'text'), name='occupation_synonym_unique')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('code', models.CharField(max_length=10, verbose_name='법정동코드')),
                ('short_code', models.CharField(help_text='2, 5, 8 or 10 digits, by level', max_length=10, verbose_name='짧은 코드')),
                ('level', models.CharField(choices=[('province', '시·도'), ('district', '시·군·구'), ('town', '읍·면·동'), ('village', '리')], max_length=8, verbose_name='수준')),
                ('path', models.CharField(help_text='41/41110/41111', max_length=40, verbose_name='경로')),
                ('valid_from', models.DateField(verbose_name='시작일')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='종료일')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='위도')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='경도')),
                ('provisional', models.BooleanField(default=False, help_text='code not yet seen in the official list', verbose_name='잠정 코드')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='children', to='taxonomy.region')),
            ],
            options={
                'verbose_name': '지역',
                'verbose_name_plural': '지역',
                'ordering': ['code', 'valid_from'],
                'indexes': [models.Index(django.contrib.postgres.indexes.OpClass('path', name='varchar_pattern_ops'), name='region_path_prefix'), models.Index(fields=['level', 'valid_to'], name='region_level_open'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_ko'), name='gin_trgm_ops'), name='region_name_ko_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_en'), name='gin_trgm_ops'), name='region_name_en_trgm')],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='region_code_from_unique'), models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('code',), name='region_one_open_row_per_code'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='region_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{10}$')), name='region_code_is_ten_digits'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'province'), ('parent', None)), models.Q(models.Q(('level', 'province'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='region_only_province_has_no_parent'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='region_has_both_coordinates_or_none')],
            },
        ),
        migrations.CreateModel(
            name='RegionSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='승계일')),
                ('share', models.DecimalField(decimal_places=3, default=Decimal('1'), help_text='part of the old region that went here', max_digits=4, verbose_name='승계 비율')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='predecessors', to='taxonomy.region')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successors', to='taxonomy.region')),
            ],
            options={
                'verbose_name': '지역 승계',
                'verbose_name_plural': '지역 승계',
                'ordering': ['on', '-share'],
                'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='region_successor_unique'), models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='region_successor_is_another'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='region_successor_share_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='코드')),
                ('kind', models.CharField(choices=[('skill', '기술'), ('knowledge', '지식'), ('tool', '도구'), ('language', '언어'), ('attitude', '태도')], max_length=9, verbose_name='종류')),
                ('source', models.CharField(choices=[('starter', '기본 자료'), ('dictionary', '직업사전'), ('esco', 'ESCO'), ('onet', 'O*NET'), ('official', '공식 분류')], max_length=12)),
                ('esco_uri', models.URLField(blank=True, max_length=120, null=True, unique=True)),
                ('normalised', models.CharField(editable=False, help_text='both names as they are compared', max_length=420)),
            ],
            options={
                'verbose_name': '역량',
                'verbose_name_plural': '역량',
                'ordering': ['name_ko'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('normalised', name='gin_trgm_ops'), name='skill_normalised_trgm')],
            },
        ),
        migrations.CreateModel(
            name='OccupationSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.DecimalField(decimal_places=3, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='중요도')),
                ('essential', models.BooleanField(default=False, verbose_name='필수')),
                ('source', models.CharField(choices=[('starter', '기본 자료'), ('dictionary', '직업사전'), ('esco', 'ESCO'), ('onet', 'O*NET'), ('official', '공식 분류')], default='starter', max_length=12)),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_links', to='taxonomy.occupation')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occupation_links', to='taxonomy.skill')),
            ],
            options={
                'verbose_name': '직업별 역량',
                'verbose_name_plural': '직업별 역량',
                'ordering': ['occupation_id', '-weight'],
                'constraints': [models.UniqueConstraint(fields=('occupation', 'skill'), name='occupation_skill_unique'), models.CheckConstraint(condition=models.Q(('weight__range', (0, 1))), name='occupation_skill_weight_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='SkillSynonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='유사 명칭')),
                ('lang', models.CharField(choices=[('ko', '한국어'), ('en', '영어')], max_length=2)),
                ('normalised', models.CharField(editable=False, max_length=200)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='taxonomy.skill')),
            ],
            options={
                'verbose_name': '역량 유사 명칭',
                'verbose_name_plural': '역량 유사 명칭',
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('normalised', name='gin_trgm_ops'), name='skill_synonym_trgm')],
                'constraints': [models.UniqueConstraint(fields=('skill', 'text'), name='skill_synonym_unique')],
            },
        ),
        migrations.CreateModel(
            name='TightnessCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='first day of the month', verbose_name='월')),
                ('vacancies', models.PositiveIntegerField(default=0, verbose_name='구인')),
                ('jobseekers', models.PositiveIntegerField(default=0, verbose_name='구직')),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tightness', to='taxonomy.occupation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tightness', to='taxonomy.region')),
            ],
            options={
                'verbose_name': '노동시장 수급',
                'verbose_name_plural': '노동시장 수급',
                'ordering': ['-month', 'occupation_id', 'region_id'],
                'constraints': [models.UniqueConstraint(fields=('month', 'occupation', 'region'), name='tightness_cell_unique'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='tightness_month_is_a_first_day')],
            },
        ),
        migrations.CreateModel(
            name='Industry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200, verbose_name='국문 명칭')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='영문 명칭')),
                ('edition', models.CharField(max_length=12, verbose_name='분류 판')),
                ('code', models.CharField(max_length=5, verbose_name='코드')),
                ('level', models.CharField(choices=[('section', '대분류'), ('division', '중분류'), ('group', '소분류'), ('class', '세분류'), ('subclass', '세세분류')], max_length=8, verbose_name='수준')),
                ('path', models.CharField(help_text='C/10/101/1011/10110', max_length=40, verbose_name='경로')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='children', to='taxonomy.industry')),
            ],
            options={
                'verbose_name': '산업',
                'verbose_name_plural': '산업',
                'ordering': ['edition', 'path'],
                'indexes': [models.Index(django.contrib.postgres.indexes.OpClass('path', name='varchar_pattern_ops'), name='industry_path_prefix'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_ko'), name='gin_trgm_ops'), name='industry_name_ko_trgm')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='industry_edition_code_unique'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'section'), ('parent', None)), models.Q(models.Q(('level', 'section'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='industry_only_section_has_no_parent')],
            },
        ),
    ]
