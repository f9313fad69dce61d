"""The public pages, as a reader meets them. `newsroom.urls` puts them under a language."""

from django.urls import path

from . import converters, views  # noqa: F401  (registers <id:…>, <word:…>, …)

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("tag/<word:slug>/", views.tag, name="tag"),
    path("source/<word:slug>/", views.source, name="source"),
    path("author/<word:slug>/", views.author, name="author"),
    path("programme/<word:slug>/", views.programme, name="programme"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/<two:month>/<two:day>/", views.archive_day, name="archive_day"),
    path("archive/<year:year>/", views.archive),
    path("archive/<year:year>/<two:month>/", views.archive),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("page/<word:slug>/", views.page, name="page"),
    path("feed/", views.feed, name="feed"),
    path("feed/section/<word:slug>/", views.section_feed, name="section_feed"),
    path("feed/tag/<word:slug>/", views.tag_feed, name="tag_feed"),
    path("feed/source/<word:slug>/", views.source_feed, name="source_feed"),
    path("feed/author/<word:slug>/", views.author_feed, name="author_feed"),
    path("<word:section>/<word:slug>-<id:pk>/", views.article, name="article"),
    path("<word:section>/<id:pk>/", views.article),
    path("<word:slug>/", views.section, name="section"),
]
