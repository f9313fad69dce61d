"""The page where a story is written and brought out."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles import desk, proofs, publishing, rights, videos
from articles.models import Article
from newsroom import languages
from newsroom.staff import audit

from . import (
    checking,
    day,
    history,
    keeping,
    moves,
    pickers,
    presence,
    shown,
    standing,
    suggesting,
    work,
)
from .article_list import ArticleList
from .form import FIELDS, OVERRIDES, SAID, ArticleForm
from .picks import tag_named


@admin.register(Article)
class ArticleAdmin(ArticleList, admin.ModelAdmin):
    desk_order = 1
    form = ArticleForm
    formfield_overrides = OVERRIDES
    change_form_template = "admin/articles/article/change_form.html"

    def get_fields(self, request, obj=None):
        return FIELDS

    def get_queryset(self, request):
        return standing.with_standing(super().get_queryset(request))

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            page("pick/", pickers.stories, "pick"),
            page("find/", pickers.find_stories, "find"),
            page("phrases/", pickers.phrases, "phrases"),
            page("objects/", pickers.objects, "objects"),
            page("day/", self.day_view, "day"),
            page("suggest/", self.suggest_view, "suggest_new"),
            page("<int:pk>/suggest/", self.suggest_view, "suggest"),
            page("check/", self.check_view, "check_new"),
            page("<int:pk>/check/", self.check_view, "check"),
            page("preview/", self.preview_view, "preview_new"),
            page("<int:pk>/preview/", self.preview_view, "preview"),
            page("<int:pk>/video/", self.video_view, "video"),
            page("<int:pk>/take-down/", self.take_down_view, "take_down"),
            page("<int:pk>/colleagues/", work.act, "colleagues"),
            page("<int:pk>/version/<slug:code>/", self.version_view, "version"),
            page("<int:pk>/answers/<int:answer>/", work.answer_file, "answer_file"),
            page("<int:pk>/compare/", self.compare_view, "compare"),
            page("<int:pk>/restore/", self.restore_view, "restore"),
            page("autosave/", self.autosave_view, "autosave_new"),
            page("<int:pk>/autosave/", self.autosave_view, "autosave"),
            page("unsaved/<int:pk>/discard/", self.discard_view, "discard"),
            page("<int:pk>/presence/", require_POST(presence.beat), "presence"),
            *super().get_urls(),
        ]

    # Rights: the table of articles.rights, behind the doors that the roles open.

    def has_view_permission(self, request, obj=None):
        allowed = super().has_view_permission(request, obj)
        return allowed and rights.may(request.user, "look", obj)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and rights.may(request.user, "write")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and rights.may(request.user, "write", obj)

    def has_delete_permission(self, request, obj=None):
        """What has ever been public is never deleted; nor what has a promised moment or link."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        is_bound = obj.editions.exists() or hasattr(obj, "short_link")
        is_bound = is_bound or obj.outsider_links.exists()
        return rights.may(request.user, "delete", obj) and not is_bound

    def get_deleted_objects(self, objs, request):
        """The stories alone: the rows that hang on them have no name that an editor knows."""
        _tree, _count, needed, protected = super().get_deleted_objects(objs, request)
        names = [str(obj) for obj in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, needed, protected

    def tell_audit(self, what, obj, fields):
        """Saves are in the story's own history, which goes with it."""
        if what == "delete":
            audit.note("article.delete", obj)

    # Saving

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.kept = keeping.put_back(request, obj)
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A plain select: rows are made on their own pages, not in a window over the story."""
        return db_field.formfield(**kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.is_relation and not db_field.many_to_many:
            return self.formfield_for_foreignkey(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        """The user's own language and name; the section they wrote in last."""
        initial = {
            "language": request.user.language,
            **super().get_changeform_initial_data(request),
        }
        mine = Article.objects.filter(
            created_by=request.user, section__isnull=False, is_practice=False
        )
        last = mine.order_by("-pk").values_list("section", flat=True).first()
        initial.setdefault("section", last)
        author = getattr(request.user, "author", None)
        if author:
            initial.setdefault("authors", [author.pk])
        return initial

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "put_back" in request.GET:  # a form that is filled is compared with the locked row
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except desk.StaleSave:  # between the form's look and the save: the form now says so itself
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        shown.keep_photo_words(form)
        cleaned, language = form.cleaned_data, form.cleaned_data["language"]
        tags = [
            tag_named(tag, language) if isinstance(tag, str) else tag for tag in cleaned["tags"]
        ]
        desk.write(
            obj,
            by=request.user,
            edit_no=cleaned["edit_no"],
            sources=cleaned["sources"],
            authors=cleaned["authors"],
            tags=tags,
            related=[target for target in cleaned["related"] if target.pk != obj.pk],
        )
        if cleaned["stets"]:
            proofs.let_stand(obj, proofs.read_stets(cleaned["stets"]), by=request.user)
        keeping.forget(request.user, obj, cleaned["form_id"])
        obj.said = {name: cleaned[name] for name in SAID}

    def save_related(self, request, form, formsets, change):
        """Nothing: desk.write has written the links."""

    def response_add(self, request, obj, post_url_continue=None):
        return self.respond(request, obj)

    def response_change(self, request, obj):
        return self.respond(request, obj)

    def respond(self, request, article):
        """The text is saved; now the verb of the button, which may fail without undoing that."""
        address = reverse("admin:articles_article_change", args=[article.pk])
        name = moves.of(request.POST)
        if name is None:
            messages.success(request, shown.SAVED)
            return redirect(address)
        try:
            moves.make(article, name, by=request.user, said=article.said)
        except publishing.Blocked:
            messages.warning(request, shown.SAVED_NOT_PUBLISHED)
            return redirect(f"{address}?check=1")
        except moves.FAULTS as fault:
            messages.warning(request, f"{shown.SAVED} {moves.sentence(fault)}")
        else:
            messages.success(request, moves.DONE[name])
        return redirect(address)

    # Showing

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= shown.form_page(self, request, context["adminform"].form, obj)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if obj and not self.has_change_permission(request, obj):
            response.template_name = "admin/articles/article/look.html"
        return response

    def history_view(self, request, object_id, extra_context=None):
        """Steps through the workflow and saved texts stand above Django's list of changes."""
        article = get_object_or_404(Article, pk=object_id if object_id.isdecimal() else 0)
        context = {**(extra_context or {}), **history.page(article, request)}
        return super().history_view(request, object_id, context)

    def compare_view(self, request, pk):
        return history.compare(self, request, pk)

    @method_decorator(require_POST)
    def restore_view(self, request, pk):
        return history.restore(self, request, pk)

    @method_decorator(require_POST)
    def autosave_view(self, request, pk=None):
        return keeping.keep(self, request, pk)

    @method_decorator(require_POST)
    def discard_view(self, request, pk):
        return keeping.discard(self, request, pk)

    def preview_view(self, request, pk=None):
        return shown.preview(self, request, pk)

    def day_view(self, request):
        return day.page(self, request)

    def check_view(self, request, pk=None):
        return checking.check(self, request, pk)

    def suggest_view(self, request, pk=None):
        return suggesting.suggest(request, pk)

    def video_view(self, request, pk):
        """The desk's video file, whether readers have it or not."""
        article = get_object_or_404(Article.objects.exclude(video_file=""), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return videos.response(request, article.video_file)

    def version_view(self, request, pk, code):
        if code not in languages.NAMES:
            raise Http404
        return work.translate(request, pk, code)

    def take_down_view(self, request, pk):
        return shown.take_down(self, request, pk)
