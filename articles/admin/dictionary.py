"""The house dictionary at the desk: words that no proof rule marks."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from articles.models import HouseWord
from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.lookup.search import FoldedSearch


@admin.register(HouseWord)
class HouseWordAdmin(ToldChanges, FoldedSearch, admin.ModelAdmin):
    """The story form adds words through this page too (static/newsroom/admin/proofs.js)."""

    desk_order = 6
    list_display = ["word", "right_in", "note"]
    list_filter = ["language"]
    list_per_page = 100
    fields = ["word", "language", "note"]

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def right_in(self, obj):
        return languages.NAMES.get(obj.language, gettext_lazy("all languages"))
