import django.db.models.deletion
import newsroom.lookup.fields
import newsroom.photos.models
import newsroom.photos.storage
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_kk', models.CharField(blank=True, max_length=200, verbose_name='name in Kazakh')),
                ('name_ru', models.CharField(blank=True, max_length=200, verbose_name='name in Russian')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('search_text', newsroom.lookup.fields.SearchTextField(blank=True, default='', editable=False, of=('name_kk', 'name_ru', 'name_en'))),
            ],
            options={
                'verbose_name': 'photo credit',
                'verbose_name_plural': 'photo credits',
                'ordering': ['name_kk', 'name_ru', 'name_en'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_kk', ''), ('name_ru', ''), _negated=True), name='credit_has_a_name', violation_error_message='Give the name in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=newsroom.photos.models.new_token, editable=False, max_length=32, unique=True)),
                ('original', models.FileField(storage=newsroom.photos.storage.photo_storage, upload_to=newsroom.photos.models.original_path, verbose_name='original')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('bytes', models.PositiveIntegerField(default=0, editable=False, verbose_name='size of the file')),
                ('caption', models.TextField(blank=True, help_text='Offered wherever this photo is used.', verbose_name='caption')),
                ('alt_kk', models.CharField(blank=True, max_length=300, verbose_name='alt text in Kazakh')),
                ('alt_ru', models.CharField(blank=True, max_length=300, verbose_name='alt text in Russian')),
                ('alt_en', models.CharField(blank=True, max_length=300, verbose_name='alt text in English')),
                ('rights', models.TextField(blank=True, verbose_name='rights to use')),
                ('focal_x', models.FloatField(default=0.5, verbose_name='focal point, from the left')),
                ('focal_y', models.FloatField(default=0.5, verbose_name='focal point, from the top')),
                ('renditions', models.JSONField(blank=True, default=list, editable=False)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='uploaded at')),
                ('search_text', newsroom.lookup.fields.SearchTextField(blank=True, default='', editable=False, of=('caption', 'alt_kk', 'alt_ru', 'alt_en', 'credit_names'))),
                ('credit', models.ForeignKey(blank=True, help_text='Who made the photo. It is printed under it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='photos.credit', verbose_name='credit')),
                ('uploaded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['-uploaded_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='photo_has_a_size'), models.CheckConstraint(condition=models.Q(('focal_x__gte', 0), ('focal_x__lte', 1), ('focal_y__gte', 0), ('focal_y__lte', 1)), name='photo_focal_point_inside', violation_error_message='The focal point lies outside the photo.'), models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('sha256',), name='photo_stored_once')],
            },
        ),
    ]
