"""The one module that knows which rich text editor stands in our forms: CKEditor 4, fenced.

CKEditor 4.22.1 gets no more fixes. What closes its known flaws is in this file and is watched by
`check_fence` at every start; docs/editor.md tells what each part is for. The columns are plain
TextFields of clean HTML, so another editor is another version of this file.
"""

import posixpath
import re

from ckeditor.widgets import CKEditorWidget, json_encode
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.forms.widgets import Media
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.body import ALLOWED, BodyTooLarge, clean_html
from articles.body.allowed import MAX_GALLERY
from articles.body.embeds import for_editor

# The toolbar's clicks are inline handlers and the editor places itself by inline styles.
FORM_PAGE_CSP = (
    "default-src 'none'; script-src 'self'; script-src-attr 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# What of the bundle is served at all; the rest of its 1,300 files answers 404.
SERVED = re.compile(
    r"ckeditor/(ckeditor-init|fixups)\.js"
    r"|ckeditor/ckeditor/(ckeditor\.js|LICENSE\.md|lang/(en|ru)\.js)"
    r"|ckeditor/ckeditor/skins/moono-lisa/(.+/)?[\w-]+\.(css|png|gif|svg)"
    r"|ckeditor/ckeditor/plugins/icons(_hidpi)?\.png"
    r"|ckeditor/ckeditor/plugins/divarea/plugin\.js"
    r"|ckeditor/ckeditor/plugins/(clipboard|link|table|tabletools)/dialogs/\w+\.js"
    r"|ckeditor/ckeditor/plugins/a11yhelp/dialogs/(a11yhelp|lang/(en|ru))\.js"
    r"|ckeditor/ckeditor/plugins/(dialog|tableselection)/styles/\w+\.css"
    r"|ckeditor/ckeditor/plugins/(link|magicline|widget)/images/(.+/)?[\w-]+\.png"
    r"|ckeditor/ckeditor/plugins/(pastetools|pastefromword|pastefromgdocs|pastefromlibreoffice)"
    r"/filter/\w+\.js"
)

REMOVED_PLUGINS = (
    "about bidi blockquote colorbutton colordialog copyformatting dialogadvtab div docprops "
    "editorplaceholder elementspath embed embedbase embedsemantic exportpdf find flash "
    "floatingspace font forms horizontalrule iframe image image2 indentblock justify language "
    "liststyle newpage pagebreak preview print resize save scayt showblocks smiley sourcearea "
    "sourcedialog specialchar stylescombo stylesheetparser templates uploadimage uploadwidget "
    "wsc wysiwygarea"
).split()


def allowed_content() -> str:
    """The editor's own filter, in its language of rules, from the list the cleaner obeys."""
    return "; ".join(
        tag + (f"[{','.join(sorted(attributes))}]" if attributes else "")
        for tag, attributes in ALLOWED.items()
    )


# The words of our own buttons and boxes. CKEditor's own words: its lang files and our kk.js.
WORDS = {
    "photo": _("Photo"),
    "caption": _("Caption"),
    "credit": _("Credit"),
    "no_credit": _("This photo has no credit."),
    "unknown_photo": _("There is no such photo; readers see nothing here. Number:"),
    "gallery": _("Photo gallery"),
    "gallery_add": _("Add photos"),
    "gallery_full": _("Photos in a gallery, at most:"),
    "move_left": _("Move left"),
    "move_right": _("Move right"),
    "remove": _("Remove"),
    "read_also": _("Read also"),
    "unknown_article": _("There is no such story; readers see nothing here. Number:"),
    "unseen": _("Readers see this card while the story is published."),
    "embed": _("Embed"),
    "embed_address": _("Address of the video or post"),
    "embed_title": _("Title"),
    "embed_unknown": _("This address cannot be embedded. Known here:"),
    "poster": _("Poster"),
    "quote": _("Quote"),
    "quote_words": _("Words of the quote"),
    "speaker": _("Speaker, office"),
    "attribution": _("Attribution phrase"),
    "no_attribution": _("Choose a source first: it brings its phrases."),
    "not_loaded": _("Could not be loaded. The text itself is safe."),
}

CONFIG = {
    "toolbar": [
        ["Format", "Bold", "Italic"],
        ["Link", "Unlink", "BulletedList", "NumberedList", "Table"],
        ["Undo", "Redo", "RemoveFormat", "Maximize"],
        [
            "NewsroomPhoto",
            "NewsroomGallery",
            "NewsroomQuote",
            "NewsroomReadAlso",
            "NewsroomEmbed",
            "NewsroomAttribution",
        ],
    ],
    "extraPlugins": "divarea,widget,newsroom",
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "allowedContent": allowed_content(),
    "skin": "moono-lisa",
    "format_tags": "p;h2;h3",
    "title": _("Body"),
    "applicationTitle": _("Body"),  # else an English one, for screen readers
    "entities": False,  # only & < > and the no-break space, as the cleaner writes them
    "disableNativeSpellChecker": False,
    "pasteFromWordPromptCleanup": False,
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "linkDefaultProtocol": "https://",
    "dialog_noConfirmCancel": True,
    "dialog_backgroundCoverColor": "#000",
    "magicline_color": "#447e9b",
    "customConfig": "",
    "stylesSet": False,
    "contentsCss": [],
    "versionCheck": False,
}


def widget() -> forms.Widget:
    """For a `body.BodyField` of a form over a plain TextField."""
    return BodyWidget()


class BodyWidget(CKEditorWidget):
    """Gives the editor nothing that the cleaner has not seen."""

    def get_context(self, name, value, attrs):
        # Not the parent's: it keeps the language on the widget, which threads share.
        context = forms.Textarea.get_context(self, name, value, attrs)
        box = context["widget"]
        try:
            box["value"] = clean_html(box["value"] or "")
        except BodyTooLarge:
            return context
        box["config"] = json_encode(
            {
                **CONFIG,
                "language": get_language(),
                "newsroom": {
                    "words": WORDS,
                    "providers": for_editor(),
                    "most": MAX_GALLERY,
                    "objects": reverse("admin:articles_article_objects"),
                },
            }
        )
        return context

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        return mark_safe(render_to_string("articles/body/widget.html", context))  # noqa: S308

    @property
    def media(self):
        """kk.js builds on the English words, and both must come after the editor itself."""
        start = Script(
            "ckeditor/ckeditor-init.js",
            **{
                "id": "ckeditor-init-script",
                "data-ckeditor-basepath": static("ckeditor/ckeditor/"),
            },
        )
        words = ["ckeditor/ckeditor/lang/en.js", "newsroom/editor/kk.js"]
        return Media(
            css={"all": ["newsroom/editor/editor.css"]},
            js=[
                start,
                "ckeditor/ckeditor/ckeditor.js",
                "ckeditor/fixups.js",
                *(words if get_language() == "kk" else []),
                "newsroom/editor/details.js",
                "newsroom/editor/objects.js",
                "newsroom/editor/gallery.js",
                "newsroom/editor/embed.js",
                "newsroom/editor/quote.js",
                "newsroom/editor/plugin.js",
            ],
        )


class TrimmedFinder(finders.AppDirectoriesFinder):
    """Finds the static files of apps, and of CKEditor only what our configuration loads.

    `collectstatic` asks list(), `runserver` asks find(): both must refuse.
    """

    def find(self, path, *args, **kwargs):
        return super().find(path, *args, **kwargs) if is_served(path) else []

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if is_served(path):
                yield path, storage


def is_served(path: str) -> bool:
    path = posixpath.normpath(path.replace("\\", "/"))
    return not path.lower().startswith("ckeditor/") or bool(SERVED.fullmatch(path))


@checks.register(checks.Tags.security)
def check_fence(app_configs, **kwargs):
    """Fails when a part of the fence is undone. Stands in place of the silenced ckeditor.W001."""
    return [
        checks.Error(sentence, id=f"editor.E{number:03}")
        for number, (holds, sentence) in enumerate(FENCE, start=1)
        if not holds()
    ]


def _only_our_finder():
    return "django.contrib.staticfiles.finders.AppDirectoriesFinder" not in (
        settings.STATICFILES_FINDERS
    ) and not finders.find("ckeditor/ckeditor/plugins/preview/preview.html")


def _short_configuration():
    removed = set(CONFIG["removePlugins"].split(","))
    return (
        not hasattr(settings, "CKEDITOR_CONFIGS")
        and removed >= set(REMOVED_PLUGINS)
        and "divarea" in CONFIG["extraPlugins"].split(",")
        and CONFIG["allowedContent"] == allowed_content()
        and not CONFIG.get("fullPage")
        and CONFIG["versionCheck"] is False
    )


def _no_dangerous_tag():
    return not set(ALLOWED) & set("script style svg math iframe object embed img form".split())


def _strict_policy():
    return (
        "script-src 'self';" in FORM_PAGE_CSP
        and "unsafe-eval" not in FORM_PAGE_CSP
        and "newsroom.headers.SecurityHeaders" in settings.MIDDLEWARE
    )


def _plain_columns():
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    return not any(type(field).__module__.startswith("ckeditor") for field in fields)


FENCE = [
    (
        lambda: not apps.is_installed("ckeditor_uploader"),
        "ckeditor_uploader adds upload views of its own. Photos come from the library.",
    ),
    (
        _only_our_finder,
        "STATICFILES_FINDERS must use articles.editor.TrimmedFinder for the files of apps.",
    ),
    (_short_configuration, "The editor's configuration is wider than articles.editor made it."),
    (_no_dangerous_tag, "The allow-list of body HTML names a tag that can carry script."),
    (_strict_policy, "Form pages must be sent with articles.editor.FORM_PAGE_CSP."),
    (
        lambda: clean_html("<p>a<img src=x onerror=b></p>") == "<p>a</p>",
        "Body HTML is not cleaned any more.",
    ),
    (_plain_columns, "A model uses a field of ckeditor. Columns of HTML are plain TextFields."),
    (
        lambda: not getattr(settings, "WHITENOISE_KEEP_ONLY_HASHED_FILES", False),
        "WHITENOISE_KEEP_ONLY_HASHED_FILES removes files that the editor asks for by plain name.",
    ),
]
