"""Questions as people write them, made ready for PostgreSQL's search (R-QUESTIONS).

Texts are made ready for the index by `colab_words`, a function of the database that a migration of
`participants` makes: both leave letters, digits and spaces, with a point between digits.
"""

import unicodedata
from functools import lru_cache

import regex

# Within one piece of a question, words are beside each other: an address, "well-known", "l'école"
_WORD = regex.compile(
    r"[\p{L}\p{M}\p{N}]+(?:(?<=[0-9])\.(?=[0-9])[\p{L}\p{M}\p{N}]+)*|[\U0001F000-\U0001FAFF]+"
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞「」『』＂", '"'))
_SINGLE_QUOTES = regex.compile(r"(?<![\p{L}\p{N}])(?:‘([^‘’]+)’|‹([^‹›]+)›|'([^']+)')(?![\p{L}\p{N}])")
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]")
_APART = regex.compile(r"[\s,;!?…¡¿()\[\]{}<>|*\u2010-\u2015\u2212]+")
_ADDRESS = regex.compile(r"://|@\w|^www\.|\p{L}\.\p{L}|/.*/")
_SCHEME = regex.compile(r"^(?:[a-z][a-z0-9+.-]*://|mailto:)?(?:www\.)?", regex.IGNORECASE)
_ELIDED = regex.compile(
    r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[\p{L}])", regex.IGNORECASE
)  # French: "l'école" asks for école


@lru_cache(maxsize=64)  # each language of a search asks for the same
def websearch(text: str) -> str:
    """Return a question for `websearch_to_tsquery`: words, "phrases", -without, or; "" for no word."""
    return " ".join(_terms(text))


def asks(text: str) -> bool:
    """Return whether a question has more than words to be left out."""
    return any(not term.startswith("-") and term != "or" for term in _terms(text))


def words(text: str) -> list[str]:
    """Return all words of a question in their order, also those to be left out."""
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    text = _SINGLE_QUOTES.sub(lambda found: f'"{found[1] or found[2] or found[3]}"', text.translate(_QUOTES))
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def _terms(text: str) -> list[str]:
    parts = _plain(text).split('"')
    if len(parts) % 2 == 0:  # the last quotation mark has no partner
        parts[-2:] = [" ".join(parts[-2:])]
    terms: list[str] = []
    for number, part in enumerate(parts):
        if number % 2:
            without = parts[number - 1].endswith("-") and not parts[number - 1][-2:-1].strip()
            terms += _phrase(part, "-" if without else "")
        else:
            terms += [term for piece in _APART.split(part) for term in _piece(piece)]
    return _with_choices(terms)


def _piece(piece: str) -> list[str]:
    """Return the terms of what stands between spaces. A minus before a word leaves it out, a dash not."""
    if piece.lower() == "or":
        return ["or"]
    without = "-" if regex.match(r"-[\p{L}\p{N}#@]", piece) else ""
    if _ADDRESS.search(piece):
        return _phrase(_SCHEME.sub("", piece.lstrip("-")), without)
    return [
        term for part in piece.split("/") for term in _phrase(_ELIDED.sub("", part.lstrip("-\"'")), without)
    ]


def _phrase(text: str, without: str) -> list[str]:
    found = _WORD.findall(text)
    if len(found) > 1 or found[:1] == ["or"]:
        return [f'{without}"{" ".join(found)}"']
    return [without + word for word in found]


def _with_choices(terms: list[str]) -> list[str]:
    """Leave out an "or" that has nothing on one of its sides."""
    kept: list[str] = []
    for number, term in enumerate(terms):
        if term != "or" or (kept and kept[-1] != "or" and any(each != "or" for each in terms[number + 1 :])):
            kept.append(term)
    return kept
