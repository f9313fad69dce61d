from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from articles import converters, views  # noqa: F401  (registers <id:…>, <word:…>)
from newsroom.pagecache.asked import Rules

# Which answers the page cache may keep: none that is private, made for one reader, or a file.
PRIVATE = "/admin /static/ /photo/ /video/ /check/ /healthz /readyz /statez /a/".split()
PHOTOS = "/photo/"


def kept(*, photos):
    """Rules of the page cache. `photos`: nginx has the files, so an answer is a few bytes."""
    return Rules(
        private=[path for path in PRIVATE if not (photos and path == PHOTOS)],
        parameters=["before"],
        files=["/static/", "/healthz"],
        many=[PHOTOS],
    )


PART = "(?:-(?P<part>[2-9]|[1-9][0-9]{1,3}))?"  # of a sitemap; the first has no number

urlpatterns = [
    path("admin/published/", include("newsroom.sharing.urls")),
    path("admin/health/", include("newsroom.health.desk_urls")),
    path("admin/guide/", include("articles.admin.guide")),
    path("admin/", admin.site.urls),
    path("", include("newsroom.health.urls")),
    path("a/<word:code>/", views.short_link, name="short_link"),
    path("check/<word:token>/", views.check, name="check"),
    path("check/<path:token>", views.check),  # without its slash, or nobody's: one answer
    path("photo/<word:token>/<word:name>", views.photo, name="photo"),
    path("video/<id:pk>/", views.video, name="video"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap/news.xml", views.sitemap_news, name="sitemap_news"),
    re_path(rf"^sitemap/pages{PART}\.xml$", views.sitemap_pages, name="sitemap_pages"),
    re_path(
        rf"^sitemap/(?P<year>(?:19|20)[0-9]{{2}})-(?P<month>[0-9]{{2}}){PART}\.xml$",
        views.sitemap_month,
        name="sitemap_month",
    ),
    *i18n_patterns(path("", include("articles.urls")), prefix_default_language=False),
    re_path("", views.lost),
]

handler404 = views.not_found
handler500 = views.server_error
