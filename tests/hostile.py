"""What may be typed into the search by those who wish it ill."""

QUESTIONS = {
    "a megabyte": "сөз " * 52_000,  # as it is sent, in percent signs
    "one word of a megabyte": "ә" * 170_000,
    "ten thousand quotes": '"' * 10_000,
    "open quotes": "«" * 500 + "а",
    "wildcards": "* % _ ? а* *а* NEAR(a b) ^a " * 20,
    "syntax of FTS5": 'lexemes:a OR NOT (b AND "c" + -d ){}',
    "syntax of tsquery": "a & !b | (c <-> d):*A \\ '",
    "NUL": "қа\0ла\0",
    "odd letters": "\u202e\ufeff\U0001d400\u0301\u0301 ﷺ 𐐀 漢字 \ud7ff\uffff ½ ٣٤",
    "accents": "а" + "\u0301" * 190,
    "ten words of all": "тұрғын " + "жаңа қала үй су жол мектеп ел іс ай",
}
