from .addresses import Redirect, ShortLink
from .article import APPROVED_NOW, BEFORE_PUBLICATION, HAS_CHANGES, UNDER_REVIEW, Article, Story
from .copy import COPIED, CorrectionKind, Kind, Label, StoryCopy
from .edition import FOREVER, Edition
from .front import Front, FrontDraft
from .history import Autosave, Presence, Revision, Step
from .links import (
    ArticleAuthor,
    ArticlePhoto,
    ArticleSource,
    AwaitedLink,
    EditionAuthor,
    EditionPhoto,
    EditionSource,
    EditionTag,
    PagePhoto,
    RelatedLink,
)
from .names import AttributionPhrase, Author, Page, Programme, Section, Source
from .notices import Notice
from .outsiders import OutsiderAnswer, OutsiderLink
from .proofs import HouseWord, Stet
from .search import SearchRow, SearchWord
from .site import PartnerItem, SiteSettings
from .tags import MergedTag, Tag, TagKey, TagWord
from .workflow import Correction, Note, Override

__all__ = [
    "APPROVED_NOW",
    "BEFORE_PUBLICATION",
    "COPIED",
    "FOREVER",
    "HAS_CHANGES",
    "UNDER_REVIEW",
    "Article",
    "ArticleAuthor",
    "ArticlePhoto",
    "ArticleSource",
    "AttributionPhrase",
    "Author",
    "Autosave",
    "AwaitedLink",
    "Correction",
    "CorrectionKind",
    "Edition",
    "EditionAuthor",
    "EditionPhoto",
    "EditionSource",
    "EditionTag",
    "Front",
    "FrontDraft",
    "HouseWord",
    "Kind",
    "Label",
    "MergedTag",
    "Note",
    "Notice",
    "OutsiderAnswer",
    "OutsiderLink",
    "Override",
    "Page",
    "PagePhoto",
    "PartnerItem",
    "Presence",
    "Programme",
    "Redirect",
    "RelatedLink",
    "Revision",
    "SearchRow",
    "SearchWord",
    "Section",
    "ShortLink",
    "SiteSettings",
    "Source",
    "Step",
    "Stet",
    "Story",
    "StoryCopy",
    "Tag",
    "TagKey",
    "TagWord",
]
