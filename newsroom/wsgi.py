import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from articles import hits, views  # noqa: E402  (needs the apps to be loaded)
from newsroom.pagecache.lending import Lending  # noqa: E402
from newsroom.pagecache.wsgi import PageCache  # noqa: E402
from newsroom.staff import start  # noqa: E402
from newsroom.urls import kept  # noqa: E402

start.refuse_demo_accounts()
hits.keep_writing()

if not settings.DEBUG:  # or a changed template would not be seen
    application = PageCache.run(
        application,
        rules=kept(photos=bool(settings.NGINX_PHOTOS)),
        busy=lambda method: views.asking_to_come_back(method).encode(),
        lending=Lending(settings.NGINX_CACHE) if settings.NGINX_CACHE else None,
        meet_in=settings.VAR / "workers",
    )
