"""What a translation may not have: signs and spaces its language does not use, and turns to avoid.

See docs/languages.md. A turn that is right in one place is allowed there: ALLOWED has the English it begins
with.
"""

import re

_RULES = {
    "fr": {
        r"['\"´`](?=\w)|(?<=\w)['´`]": "has a straight apostrophe or mark; French has ’ and « »",
        r"[^\S\xa0\u202f][;!?:%»]|«[^\S\xa0\u202f]": "has a plain space beside a sign",
        r"\w[:%](?=\s|$)": "lacks the no-break space before : or %",
        r"(?<=[\w)])[\xa0\u202f ][;!?]": "has a space before ; ! or ?, which Canada does not write",
        r"“|”": "has “ ”; French has « »",
        r"«(?!\u202f)|(?<!\u202f)»": "lacks the narrow space within « »",
        r"\b[Nn]ous (en |ne |n’en )?sommes (pas )?\w+s\b(?<!pas)": "makes the team masculine",
        r"\bvous a(vait)? (\w+ment )?marqué\b|\bm[’']a marqué\b": "agrees with a person (marqué)",
        r"fois l’heure terminée|\b[Ll]’heure est terminée|ressorti? de l’heure": "calls the event an hour",
        r"\b[Pp]réavis\b": "says préavis, which is of leases and jobs",
        r"\bpanel\b": "says panel, which is English",
        r"\b[Pp]ersonne partie\b|\bles uns des autres\b|\b[Aa]uteurs et\b": "names people as men, or oddly",
        r"\b[Nn]ommez\b": "says nommez for indiquez",
        r"[·•]e?s?\b|\b\w+\(e\)s?\b": "has a point médian or brackets for a gender",
    },
    "es": {
        r"(?<=\w)['´`](?=\w)": "has an apostrophe",
        r"(?<!\xa0)%(?=%?(\s|$|[.,;]))(?<!\xa0%%)": "lacks the no-break space before %",
        r"\.”": "has the full stop before the closing mark",
        r"«|»": "has « »; Mexico has “ ”",
        r"\b[Nn]osotros\b": "makes the team masculine",
        r"[Ll]a hora terminó|(termin[ae]|[Dd]eja|resulta de) la hora\b|hora justa": "calls the event an hour",
        r"\b[Pp]apel(es)?\b": "says papel for rol",
        r"\b[Cc]andidatos?\b": "says candidato, which is of elections",
        r"\b[Rr]eloj(es)?\b": "speaks of clocks; it is the hour where somebody is",
        r"\bno pasa nada\b|\b[Vv]uelve atrás\b": "is a calque",
        r"\b[Rr]ecibes est[oe]( mensaje)? porque\b": "does not say Recibes este correo porque",
        r"\b[Dd]e día\b": "says de día for horario diurno",
        r"\b\w+[@]s\b|\b(todes|todxs)\b|\bles ponemos\b": "has @, x or e for a gender, or les as an object",
        r"\b[Uu]sted\b|\b[Vv]osotros\b": "is formal, or of Spain",
    },
}
RULES = {
    language: [(re.compile(pattern), fault) for pattern, fault in rules.items()]
    for language, rules in _RULES.items()
}
PLACEHOLDER = re.compile(
    r"%\(\w+\)[sd]|%[sdi]|https?://\S*|<[^>]*>|\{\w*\}|(?<= )!(?= )"
)  # and a sign that is shown
OPENS = (("¿", "?"), ("¡", "!"))
# Straight marks are what is typed there.
ALLOWED = ('Put a phrase in "quotation marks"',)


def faults(language, english, text):
    """Yield what is wrong with a translation of the English."""
    bare = PLACEHOLDER.sub("x", text)
    if not english.startswith(ALLOWED):
        for pattern, fault in RULES.get(language, ()):
            if pattern.search(bare):
                yield fault
    if language == "es":
        missing = (first for first, last in OPENS if bare.count(first) < bare.count(last))
        yield from (f"does not open with {first}" for first in missing)
