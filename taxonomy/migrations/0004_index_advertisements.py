from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('taxonomy', '0003_index_learnt_from'),
    ]

    operations = [
        migrations.AddField(
            model_name='occupationindex',
            name='advertisements',
            field=models.BinaryField(default=b'', help_text="what the advertisements' coder learnt"),
        ),
    ]
