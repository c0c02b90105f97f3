from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_consent_taken_by")]
    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="doubtful_at",
            field=models.DateTimeField(blank=True, help_text="what was sent there came back", null=True),
        ),
    ]
