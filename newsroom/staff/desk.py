"""Django's admin as this newsroom's desk: its name, its front page, no side bar."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.apps import AdminConfig
from django.db import transaction
from django.http import HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from newsroom import languages
from newsroom.staff import audit


class Audited(ModelAdmin):
    """Tells the audit what Django's history of a row is told."""

    def tell_audit(self, what, obj, fields):
        """A ModelAdmin may say it in other words. `what`: add, change, delete."""
        audit.note(f"row.{what}", obj, fields=fields)

    def log_addition(self, request, obj, message):
        self.tell_audit("add", obj, [])
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        changed = [part.get("changed", {}) for part in message if isinstance(part, dict)]
        self.tell_audit("change", obj, [name for one in changed for name in one.get("fields", [])])
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.tell_audit("delete", obj, [])
        return super().log_deletions(request, queryset)


class DeskSite(AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("Newsroom")
    enable_nav_sidebar = False  # the width belongs to the text; the head of the page has a menu

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # a deletion that fails must not stay in the audit, nor in the history
        self.add_action(transaction.atomic(delete_selected), "delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Whatever has a list here is audited: Audited goes right above ModelAdmin."""
        bases = (admin_class, Audited) if admin_class else (Audited,)
        audited = type(bases[0].__name__, bases, {"__module__": bases[0].__module__})
        super().register(model_or_iterable, audited, **options)

    def get_urls(self):
        language = path("language/", self.admin_view(self.speak), name="language")
        session = path("session/", self.admin_view(self.session), name="session")
        return [language, session, *super().get_urls()]

    def session(self, request):
        """Asked by a form before it is sent: who is signed in, and what a form must carry now."""
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})

    def each_context(self, request):
        context = super().each_context(request)
        context["published_url"] = self.published_url()
        context["desk_languages"] = languages.NAMES
        return context

    @method_decorator(require_POST)
    def speak(self, request):
        """The desk in another language, for whoever asks, until they ask again."""
        code, back = request.POST.get("language"), request.POST.get("next", "")
        if code not in languages.NAMES:
            return HttpResponseBadRequest()
        request.user.language = code
        request.user.save(update_fields=["language"])
        ours = url_has_allowed_host_and_scheme(back, None)
        return redirect(back if ours else reverse("admin:index"))

    def index(self, request, extra_context=None):
        """Whoever has nothing to do in the admin itself goes on to the published stories."""
        published = self.published_url()
        if published and not self.get_app_list(request):
            return redirect(published)
        return super().index(request, extra_context)

    def get_app_list(self, request, app_label=None):
        """What is used most comes first: a ModelAdmin may have `desk_order`, a small number."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._place)
        return sorted(apps, key=lambda app: self._place(app["models"][0]))

    def _place(self, entry):
        order = getattr(self._registry[entry["model"]], "desk_order", 50)
        return order, languages.sort_key(str(entry["name"]))

    def published_url(self):
        try:
            return reverse("sharing:published")
        except NoReverseMatch:
            return ""


class DeskConfig(AdminConfig):
    default_site = "newsroom.staff.desk.DeskSite"
