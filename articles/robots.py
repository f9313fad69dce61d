"""robots.txt: where robots may go, and what is asked of those that feed language models.

The file is a request, not a lock (RFC 9309).
"""

from django.urls import reverse
from django.utils import translation

from articles.addresses import absolute
from articles.models import SiteSettings
from newsroom import languages

TRAINING = [
    "GPTBot",
    "ClaudeBot",
    "Google-Extended",
    "Applebot-Extended",
    "CCBot",
    "Meta-ExternalAgent",
    "Bytespider",
    "Amazonbot",
]
SEARCH = ["OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"]
FOR_A_PERSON = ["ChatGPT-User", "Claude-User", "Perplexity-User"]

KEPT_OUT = {
    SiteSettings.AiCrawlers.OPEN: [],
    SiteSettings.AiCrawlers.SEARCH: TRAINING,
    SiteSettings.AiCrawlers.CLOSED: [*TRAINING, *SEARCH, *FOR_A_PERSON],
}

# What share links carry and a page does not depend on (Yandex; others pass over the line).
CLEAN_PARAM = "utm_source&utm_medium&utm_campaign&utm_content&utm_term"


def text(ai_crawlers):
    """The whole file; `ai_crawlers` is one of SiteSettings.AiCrawlers."""
    groups = [["User-agent: *", *(f"Disallow: {path}" for path in _not_for_robots())]]
    if kept_out := KEPT_OUT[ai_crawlers]:
        groups.append([*(f"User-agent: {name}" for name in kept_out), "Disallow: /"])
    groups.append([f"Clean-param: {CLEAN_PARAM}"])
    groups.append([f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "sitemap_news")])
    return "\n\n".join("\n".join(lines) for lines in groups) + "\n"


def _not_for_robots():
    paths = [reverse("admin:index")]
    for code in languages.LANGUAGES:
        with translation.override(code):
            paths.append(f"{reverse('articles:home')}search/")
    return paths
