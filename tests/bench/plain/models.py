from django.db import models
from django.urls import reverse


class Named(models.Model):
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Section(Named):
    pass


class Tag(Named):
    pass


class Author(Named):
    pass


class Source(Named):
    pass


class Article(models.Model):
    headline = models.CharField(max_length=300)
    standfirst = models.TextField()
    body = models.TextField()
    language = models.CharField(max_length=2)
    section = models.ForeignKey(Section, models.PROTECT, related_name="articles")
    author = models.ForeignKey(Author, models.PROTECT, null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True)
    tags = models.ManyToManyField(Tag, related_name="articles")
    published = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-published"]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("article", args=[self.pk])
