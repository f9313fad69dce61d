"""Where the search keeps what it knows of stories; `articles.search` reads and writes it."""

from django.db import models

from newsroom import languages


class SearchRow(models.Model):
    """An edition that can be found. Its keys lie beside: see search/tables.py.

    A row is written with its edition and goes when the edition is over.
    """

    edition = models.OneToOneField(
        "articles.Edition", models.CASCADE, primary_key=True, related_name="search_row"
    )
    place = models.BigIntegerField(unique=True)  # larger is newer: search/lexemes.py
    version = models.PositiveSmallIntegerField()  # of the keys: languages.STEMMER_VERSION

    def __str__(self):
        return f"{self.edition_id}"


class SearchWord(models.Model):
    """A word of a headline or standfirst, once for each language: what a reader may have meant.

    Of stories that nobody may read yet too, so it is offered only where it finds something.
    """

    language = models.CharField(max_length=2, choices=list(languages.NAMES.items()))
    word = models.CharField(max_length=60)  # normalised
    head = models.CharField(max_length=3)  # the first letters of the word in plain Latin
    tail = models.CharField(max_length=4)  # its last ones

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_word_once")
        ]
        indexes = [
            models.Index(fields=["language", "head"], name="search_word_head"),
            models.Index(fields=["language", "tail"], name="search_word_tail"),
        ]

    def __str__(self):
        return self.word
