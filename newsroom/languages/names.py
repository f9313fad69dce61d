"""The languages of the site, the default first."""

LANGUAGES = ("kk", "ru", "en")

# Each in its own words, as a reader looks for it in the language switch.
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

# For og:locale, from the list that Facebook accepts: it knows no ru_KZ and no en_KZ.
# English is British because our English dates are: 13 May 2025.
LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}

# For hreflang: readers here; English is for everybody.
HREFLANG = {"kk": "kk-KZ", "ru": "ru-KZ", "en": "en"}
