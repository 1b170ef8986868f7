"""`.ci/words.py`, with `marked` and `unmarked`, finds faults in samples."""

import re
import shutil
import subprocess

import polib
import pytest

from testing import scripts

marked, unmarked, usage, words = (scripts.load(name) for name in ("marked", "unmarked", "usage", "words"))


def strings(found):
    return [string for context, string, plural, line in found]


def catalogue(*entries, plurals="nplurals=2; plural=(n > 1);"):
    made = polib.POFile()
    made.metadata = {"Plural-Forms": plurals}
    made.extend(entries)
    return made


def faults(**entry):
    return list(words.faults(polib.POEntry(**entry), 2))


def test_marked_strings_of_python():
    source = """
_("One")
forms.CharField(label=gettext_lazy("Two " "halves"))
ngettext("%(n)d seat", "%(n)d seats", n)
pgettext("verb", "Close")
print("not marked")
"""
    assert list(marked.of_python(source)) == [
        (None, "One", None, 2),
        (None, "Two halves", None, 3),
        (None, "%(n)d seat", "%(n)d seats", 4),
        ("verb", "Close", None, 5),
    ]


def test_a_string_that_is_put_together_is_refused(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "forums").mkdir()
    (tmp_path / "forums" / "views.py").write_text(
        '_(f"Hello {name}")\n_("Hello " + name)\nf"[{_(\'Hello\')}]"\n'
    )
    entries, complaints = marked.strings(tmp_path)
    assert entries == {}
    assert complaints == [
        f"forums/views.py:{line}: a marked string is put together or within an f-string; use placeholders"
        for line in (1, 2, 3)
    ]


def test_marked_strings_of_a_template():
    source = """{% load i18n %}{% translate "100 % it's" %}{{ name|default:_("Nobody") }}
{% include "_card.html" with title=_("A card") text=_('Its text') %}
{% blocktranslate trimmed count number=n with who=person.name %}
  {{ who }} has
  a seat{% plural %}{{ who }} have {{ number }} seats{% endblocktranslate %}
{% comment %}{% translate "not this" %}{% endcomment %}"""
    assert strings(marked.of_template(source)) == [
        "100 %% it's",
        "Nobody",
        "A card",
        "Its text",
        "%(who)s has a seat",
    ]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_the_strings_are_those_that_gettext_finds():
    """Compare with Django's makemessages and xgettext, over Python and templates."""
    entries, _ = marked.strings()
    for found in words.extracted().values():
        assert {(entry.msgctxt, entry.msgid) for entry in found} ^ entries.keys() == set()


def test_a_missing_string_is_told():
    entries = {(None, "Seats"): polib.POEntry(msgid="Seats")}
    assert list(words.of_catalogue(catalogue(), entries)) == ["'Seats' is missing"]


def test_a_string_that_is_gone_is_told():
    held = catalogue(polib.POEntry(msgid="Seats", msgstr="Places"))
    assert list(words.of_catalogue(held, {})) == ["'Seats' stands nowhere any more"]


def test_a_lost_plural_is_told():
    entries = {(None, "Seat"): polib.POEntry(msgid="Seat", msgid_plural="Seats")}
    held = catalogue(polib.POEntry(msgid="Seat", msgstr="Place"))
    assert list(words.of_catalogue(held, entries)) == ["'Seat' has another plural"]


def test_a_header_without_plural_forms_is_told():
    assert list(words.of_catalogue(catalogue(plurals=""), {})) == ["the header states no plural forms"]


def test_an_entry_in_order_has_no_faults():
    assert faults(msgid="%(n)s of 10", msgstr="%(n)s sur 10") == []
    plural = {"msgid": "%(n)s seat", "msgid_plural": "%(n)s seats"}
    assert faults(**plural, msgstr_plural={0: "%(n)s place", 1: "%(n)s places"}) == []


def test_one_plural_form_may_have_the_placeholders_of_the_other():
    plural = {"msgid": "the only seat", "msgid_plural": "all %(n)s seats"}
    assert faults(**plural, msgstr_plural={0: "les %(n)s places", 1: "les %(n)s places"}) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%(n)s seats", "%(m)s places"),
        ("%(n)s seats", "places"),
        ("%s seats", "%d places"),
        ("%(n)s %% seats", "%(n)s % places"),
        ("Seats", "Places de %(n)s"),
        ("{name} wrote", "{nom} a écrit"),
        ("<strong>Now</strong>", "<b>Maintenant</b>"),
        ('<a href="#seats">Seats</a>', '<a href="#places">Places</a>'),
    ],
)
def test_other_placeholders_are_told(msgid, msgstr):
    assert faults(msgid=msgid, msgstr=msgstr) == [f"has other placeholders: {msgstr!r}"]


def test_empty_and_unsure_are_told():
    """Check R-THREE-LANGUAGES."""
    assert faults(msgid="Seats", msgstr=" ") == ["is empty"]
    assert faults(msgid="Seats", msgstr="Places", flags=["fuzzy"]) == ["is not sure (fuzzy)"]


def test_a_wrong_number_of_plural_forms_is_told():
    plural = {"msgid": "seat", "msgid_plural": "seats"}
    assert faults(**plural, msgstr_plural={0: "place"}) == ["has not 2 plural forms"]
    assert faults(**plural, msgstr_plural={0: "place", 1: ""}) == ["is empty"]


def test_text_that_is_not_marked_is_told_with_its_line():
    source = """{% load i18n %}{% comment %} Why it is so. {% endcomment %}
<h1 title="A title">{% translate "Marked" %}</h1>
<p>Not marked {{ name }}</p> <!-- a remark -->
{% blocktranslate %}Marked {{ name }}{% endblocktranslate %}
<script>let silent = true;</script><input type="submit" value="Send"><input value="kept">
<p>Co-Lab · 12 &nbsp;%</p>{% block main_class %}narrow{% endblock main_class %}"""
    assert unmarked.in_template(source) == [(2, "A title"), (3, "Not marked"), (5, "Send")]


def test_words_given_to_a_piece_must_be_marked():
    source = """{% include "_card.html" with kind="warning" title="A card" text=_("Marked") %}
{{ name|default:"Nobody" }}{% translate "Marked" as kept %}{{ flag|yesno:"true,false" }}"""
    assert unmarked.in_template(source) == [(1, "A card"), (2, "Nobody")]


def test_text_of_a_mail_must_be_marked():
    source = '{% load i18n %}{% translate "Hello" %} {{ name }},\n\nsee you: {{ url }}\n'
    assert unmarked.in_template(source, is_page=False) == [(3, "see you:")]


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused("No seat is left.")',
        'raise seats.Refused(f"{name} has a seat.")',
        'raise Refused("%s has a seat." % name)',
        'raise TooLate.Refused(_("Marked") if early else "Too late.")',
        'raise ValidationError({"title": ["Too long."]})',
        'form.add_error("title", "Too long.")',
        'messages.success(request, "It is done.")',
        'messages.add_message(request, messages.INFO, "It is {}.".format(state))',
        'title = forms.CharField(label="Title", help_text=_("Marked"))',
        'form.fields["title"].help_text = "A few words."',
        'labels = {"title": "Title"}',
        'letter("seated", label="Your seat")(compose)',
        'class State(models.TextChoices):\n    DRAFT = "draft", "Draft"',
    ],
)
def test_a_sentence_of_python_that_is_not_marked_is_told(line):
    assert len(list(unmarked.in_python(line))) == 1


def test_what_is_marked_or_said_to_nobody_is_not_told():
    source = """
raise Refused(_("No seat is left."))
raise Refused(text % {"name": name})
raise ValidationError(_("Too long."), code="too_long")
raise CommandError("There is no such file.")
form.add_error("title", refusal)
messages.error(request, str(refusal))
title = forms.CharField(label="", widget=forms.TextInput({"class": "title wide"}))
class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
"""
    assert list(unmarked.in_python(source)) == []


def test_the_check_names_file_and_line_of_a_forgotten_mark(monkeypatch, tmp_path):
    path = tmp_path / "views.py"
    path.write_text('def join():\n    raise Refused("No seat is left.")\n')
    monkeypatch.setattr(unmarked.sources, "ROOT", tmp_path)
    monkeypatch.setattr(marked, "files", lambda: [(path, marked.of_python)])
    assert list(unmarked.complaints()) == ["views.py:2: not marked for translation: 'No seat is left.'"]


def test_an_update_keeps_translations_and_drops_what_is_gone():
    held = catalogue(
        polib.POEntry(msgid="Seats", msgstr="Places"), polib.POEntry(msgid="Gone", msgstr="Partie")
    )
    entries = {
        (None, "Room"): polib.POEntry(msgid="Room"),
        (None, "Seats"): polib.POEntry(msgid="Seats"),
    }
    renewed = words.update(held, entries)
    assert [(entry.msgid, entry.msgstr) for entry in renewed] == [("Room", ""), ("Seats", "Places")]
    assert list(words.of_catalogue(renewed, entries)) == ["'Room' is empty"]


def test_an_update_carries_a_translation_to_a_changed_text_as_unsure():
    held = catalogue(polib.POEntry(msgid="Give my seat back", msgstr="Libérer ma place"))
    entries = {(None, "Give my seat back."): polib.POEntry(msgid="Give my seat back.")}
    (entry,) = words.update(held, entries)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (
        "Libérer ma place",
        True,
        "Give my seat back",
    )


def test_an_update_that_changes_nothing_writes_the_same():
    entries, _ = marked.strings()
    for language in words.LANGUAGES:
        path = words.path_of(language)
        held = polib.pofile(str(path), wrapwidth=0)
        assert words.normal(words.update(held, entries)) == path.read_text()


def test_an_unsure_translation_stays_so():
    unsure = polib.POEntry(msgid="Leave", msgstr="Partir", flags=["fuzzy"], previous_msgid="Leave it")
    (entry,) = words.update(catalogue(unsure), {(None, "Leave"): polib.POEntry(msgid="Leave")})
    assert (entry.msgstr, entry.flags, entry.previous_msgid) == ("Partir", ["fuzzy"], "Leave it")


# --- The normal form

DISORDER = """# Words.
msgid ""
msgstr ""
"Project-Id-Version: Co-Lab\\n"
"Language: fr\\n"
"POT-Creation-Date: 2027-01-01 12:00-0500\\n"

#: forums/views.py:12
msgid "Seats"
msgstr ""
"Pla"
"ces"

msgid "%(n)s rooms"
msgstr "%(n)s salles"

#~ msgid "Gone"
#~ msgstr "Partie"
"""
ORDER = """# Words.
msgid ""
msgstr ""
"Project-Id-Version: Co-Lab\\n"
"Language: fr\\n"

#, python-format
msgid "%(n)s rooms"
msgstr "%(n)s salles"

msgid "Seats"
msgstr "Places"
"""


def test_a_catalogue_has_one_form():
    assert words.normal(polib.pofile(DISORDER, wrapwidth=0)) == ORDER
    assert words.normal(polib.pofile(ORDER, wrapwidth=0)) == ORDER


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_form_is_that_of_gettext(language):
    path = words.path_of(language)
    command = ["msgcat", "--no-wrap", "--sort-output", path]
    assert subprocess.check_output(command, text=True) == path.read_text()


def test_a_catalogue_in_another_form_is_told(monkeypatch, tmp_path):
    for language in words.LANGUAGES:
        path = words.path_of(language, tmp_path)
        path.parent.mkdir(parents=True)
        text = words.path_of(language).read_text()
        path.write_text(re.sub(r"\n\n", "\n\n#: forums/views.py\n", text) if language == "es" else text)
    path_of = words.path_of
    monkeypatch.setattr(words, "path_of", lambda language: path_of(language, tmp_path))
    with pytest.raises(SystemExit) as ended:
        words.main([])
    assert ended.value.code == "es: not in its normal form, which `make messages` writes"


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("fr", "l'heure", "has a straight apostrophe or mark; French has ’ and « »"),
        ("fr", "Pourquoi : x", "has a plain space beside a sign"),
        ("fr", "Pourquoi: x", "lacks the no-break space before : or %"),
        ("fr", "Pour 60% des gens", "lacks the no-break space before : or %"),
        ("fr", "Est-ce vous\xa0?", "has a space before ; ! or ?, which Canada does not write"),
        ("fr", "Dans “%(colab)s”", "has “ ”; French has « »"),
        ("fr", "Dans «\xa0%(colab)s\xa0»", "lacks the narrow space within « »"),
        ("fr", "Nous en sommes désolés.", "makes the team masculine"),
        ("fr", "nous ne sommes pas sûrs", "makes the team masculine"),
        ("fr", "Qu’est-ce qui vous a marqué?", "agrees with a person (marqué)"),
        ("fr", "La récolte s’écrit une fois l’heure terminée.", "calls the event an hour"),
        ("fr", "Pourquoi un préavis si court", "says préavis, which is of leases and jobs"),
        ("fr", "Apprendre les uns des autres", "names people as men, or oddly"),
        ("fr", "Nommez votre ville.", "says nommez for indiquez"),
        ("fr", "les participant·es", "has a point médian or brackets for a gender"),
        ("es", "para el %(percent)s %% de", "lacks the no-break space before %"),
        ("es", "para el 60% de", "lacks the no-break space before %"),
        ("es", "“Con esta persona.”", "has the full stop before the closing mark"),
        ("es", "Dentro de «%(colab)s»", "has « »; Mexico has “ ”"),
        ("es", "un correo de nosotros", "makes the team masculine"),
        ("es", "La hora terminó", "calls the event an hour"),
        ("es", "Tienes un papel", "says papel for rol"),
        ("es", "Candidatos", "says candidato, which is of elections"),
        ("es", "Reglas del reloj", "speaks of clocks; it is the hour where somebody is"),
        (
            "es",
            "Recibes esto porque tienes un lugar.",
            "does not say Recibes este correo porque",
        ),
        ("es", "les ponemos en contacto", "has @, x or e for a gender, or les as an object"),
        ("es", "Quién eres?", "does not open with ¿"),
    ],
)
def test_what_a_language_does_not_do_is_found(language, text, fault):
    assert fault in list(usage.faults(language, "English", text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L’heure à %(city)s\xa0: 14\xa0h, pour 60\xa0%% des gens; d’accord? «\u202f%(colab)s\u202f»!"),
        ("fr", "Sujet %s, ! quelque chose s’y oppose"),
        ("es", "¿Qué te llevas? “%(colab)s”. El 60\xa0%% a las 14:00, ¡claro!"),
    ],
)
def test_what_a_language_does_is_let_be(language, text):
    assert list(usage.faults(language, "English", text)) == []
