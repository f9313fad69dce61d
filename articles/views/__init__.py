from .archive import archive, archive_day
from .article import article, short_link
from .check import check
from .corrections import corrections
from .errors import asking_to_come_back, lost, not_found, server_error
from .feed import author_feed, feed, section_feed, source_feed, tag_feed
from .home import home, home_page
from .lists import author, programme, section, source, tag
from .pages import page
from .photo import photo
from .robots import robots
from .search import search
from .sitemap import sitemap, sitemap_month, sitemap_news, sitemap_pages
from .video import video

__all__ = [
    "archive",
    "archive_day",
    "article",
    "author",
    "author_feed",
    "check",
    "asking_to_come_back",
    "corrections",
    "feed",
    "home",
    "home_page",
    "lost",
    "not_found",
    "page",
    "photo",
    "programme",
    "robots",
    "search",
    "section",
    "section_feed",
    "server_error",
    "short_link",
    "sitemap",
    "sitemap_month",
    "sitemap_news",
    "sitemap_pages",
    "source",
    "source_feed",
    "tag",
    "tag_feed",
    "video",
]
