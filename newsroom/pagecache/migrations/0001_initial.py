from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', models.TextField()),
                ('kind', models.CharField(choices=[('stale', 'show the new text soon'), ('gone', 'never show the old text again')], default='stale', max_length=5)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('transaction', models.BigIntegerField(db_index=True, default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['stale', 'gone'])), name='change_kind_known')],
            },
        ),
    ]
