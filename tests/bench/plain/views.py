from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView

from .models import Article, Section, Tag

KAZAKH = {"language": "kk"}


class ArticleList(ListView):
    queryset = Article.objects.filter(**KAZAKH).select_related("section", "author", "source")
    paginate_by = 20

    def get_context_data(self, **more):
        return super().get_context_data(sections=Section.objects.all(), **more)


class SectionList(ArticleList):
    def get_queryset(self):
        return (
            super().get_queryset().filter(section=get_object_or_404(Section, pk=self.kwargs["pk"]))
        )


class TagList(ArticleList):
    def get_queryset(self):
        return super().get_queryset().filter(tags=get_object_or_404(Tag, pk=self.kwargs["pk"]))


class Search(ArticleList):
    def get_queryset(self):
        asked = self.request.GET.get("q", "")
        found = Q(headline__icontains=asked) | Q(body__icontains=asked)
        return super().get_queryset().filter(found)


class ArticleDetail(DetailView):
    queryset = Article.objects.select_related("section", "author", "source").prefetch_related(
        "tags"
    )

    def get_context_data(self, **more):
        same = Article.objects.filter(section=self.object.section, **KAZAKH)
        more["more"] = same.exclude(pk=self.object.pk)[:5]
        return super().get_context_data(sections=Section.objects.all(), **more)


class Latest(Feed):
    title, link, description = "News", "/", "The latest"

    def items(self):
        return Article.objects.filter(**KAZAKH)[:20]

    def item_title(self, item):
        return item.headline

    def item_description(self, item):
        return item.standfirst

    def item_pubdate(self, item):
        return item.published
