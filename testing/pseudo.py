"""A pseudo-locale: each message is ⟦brácketed⟧ and has no ASCII letters.

ASCII letters that remain on a page were never translated: a hard-coded string. People's own texts are
transliterated to Greek letters first.
"""

import gettext
import re
from contextlib import contextmanager
from datetime import date
from functools import cache
from string import ascii_letters
from zoneinfo import available_timezones

import holidays
from babel.dates import get_day_names, get_month_names
from bs4 import BeautifulSoup, NavigableString
from django.apps import apps
from django.db.models import CharField, Func, TextField, Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import trans_real
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from core.text import languages
from core.timezones import display

LANGUAGE = "fr"  # replaced by it; dates and cities remain French
LETTERS = "áƀçđéƒĝĥíĵķłɱñóþɋŕšťúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŤÚṼŴẊÝŽ"
GREEK = "αβγδεζηθικλμνξοπρςστυφχψωϊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪά"
KEPT = re.compile(r"(%\(\w[^)]*\)[a-z]|%%|%[sdi]|\{\w*\}|<[^>]*>|&\w+;|https?://\S*)")
PEOPLES = {
    *("name", "imported_as", "organization", "district", "about", "purpose", "principles"),
    *("about_what", "for_whom", "relationships", "supports", "change_note", "concern"),
    *("title", "question", "description", "text", "bring", "note", "reason", "hidden_reason"),
    *("chosen_because", "unfriendly_reason", "notice_reason", "called_off_reason"),
    *("host", "host_offers", "care_note", "keeps", "prompt", "private_line"),
    *("opening", "closing"),
    *("came_line", *(f"q{number}" for number in range(1, 10))),
    *("summary", "themes", "next_steps", "why", "came_of_it", "better_for"),
    *(
        "if_we",
        "then",
        "test_by",
        "share_by",
        "where",
        "when",
        "learnt",
        "what_for",
        "informs",
        "changed",
        "taken_to",
    ),
}
PARTS = {"participants", "moderation", "forums", "events", "followups", "network", "learning"}
SPOKEN = ("title", "alt", "aria-label", "aria-description", "placeholder", "data-announce")
NO_WORDS = re.compile(
    r"\b(?:If we|then) (?=[⟦\u0370-\u03ff])|"  # how what people wrote begins, in their language
    r"\S+@[\w.-]+|https?://\S+|\S*/\S*/\S*|\.ics|\bUTC\b|\b\d+ ?h\b|\b1er\b|python manage\.py [\w -]+"
)
NAMES = {
    "Co-Lab",
    "SP",
    "Jitsi Meet",
    "forms",
    *("CA", "US", "MX"),
    *("CC", "CC0", "BY", "SA"),
    *(word for code, name in languages.CHOICES for word in (code.upper(), name)),
}  # "forms" is the search term
WORD = re.compile(r"[A-Za-z]{2,}")


def localized(text):
    """Return a text in this locale; placeholders, tags and addresses are kept."""
    table = str.maketrans(ascii_letters, LETTERS)
    parts = KEPT.split(text)
    return f"⟦{''.join(part if i % 2 else part.translate(table) for i, part in enumerate(parts))}⟧"


class Pseudo(gettext.NullTranslations):
    def language(self):
        return LANGUAGE

    to_language = language

    def gettext(self, message):
        return localized(message.rpartition(CONTEXT_SEPARATOR)[2])

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)


@contextmanager
def spoken():
    before = trans_real._translations.copy()
    trans_real._translations[LANGUAGE] = Pseudo()
    try:
        yield
    finally:
        trans_real._translations.clear()
        trans_real._translations.update(before)


def peoples_words_in_greek():
    for model in apps.get_models():
        names = {field.name for field in model._meta.local_fields if is_peoples(field)}
        texts = {name: _greek(name) for name in names}
        for name in names:
            html = "html" if name == "text" else f"{name}_html"
            if any(field.name == html for field in model._meta.local_fields):
                texts[html] = Concat(Value("<p>"), _greek(name), Value("</p>"), output_field=TextField())
        if texts:
            model._base_manager.update(**texts)


def is_peoples(field):
    ours = field.model._meta.app_label in PARTS
    return ours and field.name in PEOPLES and isinstance(field, CharField | TextField) and not field.choices


def _greek(name):
    letters = Value(ascii_letters), Value(GREEK)
    return Func(name, *letters, function="TRANSLATE", output_field=TextField())


def greek(thing):
    """Transliterate a text; of a row and its loaded relations, everything that people wrote."""
    if isinstance(thing, str):
        return thing.translate(str.maketrans(ascii_letters, GREEK))
    for name in [field.name for field in thing._meta.local_fields if is_peoples(field)]:
        setattr(thing, name, greek(getattr(thing, name) or ""))
    for row in filter(None, thing._state.fields_cache.values()):
        greek(row)
    return thing


def hard_coded(html):
    """Return the untranslated texts of a page, including attributes that are read out."""
    page = BeautifulSoup(html, "html.parser")
    for silent in page.find_all(["script", "style", "svg", "time", "code", "textarea", "template"]):
        silent.decompose()
    for leaf in page.select(".leaf"):  # a date from CLDR, as in <time>
        leaf.decompose()
    texts = [tag[name] for tag in page.find_all(True) for name in SPOKEN if tag.get(name)]
    texts += [tag.get("value", "") for tag in page.find_all("input", type=["submit", "button"])]
    texts += [tag.get("content", "") for tag in page.find_all("meta", attrs={"name": "description"})]
    texts += [text for text in page.find_all(string=True) if type(text) is NavigableString]
    return {
        " ".join(text.split()) for text in texts if WORD.search(text) and WORD.search(without_names(text))
    }


def without_names(text):
    return _names().sub(" ", NO_WORDS.sub(" ", text))


@cache
def _names():
    names = set(NAMES) | _holidays()
    with translation.override(LANGUAGE):
        names |= {display.city(name) for name in available_timezones()}
        for width in ("wide", "abbreviated"):
            names |= set(get_month_names(width, locale=display.locale()).values())
            names |= set(get_day_names(width, locale=display.locale()).values())
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _holidays():
    """Return the names of holidays, from the package `holidays`, and the codes of their regions."""
    years = range(date.today().year, date.today().year + 3)
    names = set()
    for country in (holidays.CA, holidays.US, holidays.MX):
        for language in country.supported_languages:
            for region in ("", *country.subdivisions):
                names |= set(country(years=years, subdiv=region or None, language=language).values())
        names |= {f"{country.country}-{region}" for region in country.subdivisions}
    return {name for several in names for name in (several, *several.split("; "))}
