from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("almp_programmes", "0071_passive_measures")]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="source_en",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="출처와 확인 정도(영문)"),
            preserve_default=False,
        ),
    ]
