"""Links in the source of a Markdown text, found by their address and written anew."""

import re
from collections.abc import Callable

Change = Callable[[str, re.Match], str | None]  # of the words of a link, and the match of its address

_WORDS = r"(?:\\.|[^\\\[\]]|\[(?:\\.|[^\\\[\]]){0,200}\]){1,400}"
_TITLE = r"""(?:\s+(?:"[^"]{0,300}"|'[^']{0,300}'|\([^)]{0,300}\)))?"""
_ESCAPED = re.compile(r"\\([!-/:-@[-`{-~])")


def rewrite(text: str, address: str, change: Change) -> str:
    """Return the text with each link to an address (a pattern) as `change` says; None leaves it as it is.

    Links may have their address in place, with a title and in angle brackets, or in a definition elsewhere.
    """
    target = rf"<?(?P<address>{address})>?{_TITLE}"

    def changed(found: re.Match) -> str:
        new = change(unescaped(found["words"]), found)
        return found[0] if new is None else new

    text = re.sub(rf"\[(?P<words>{_WORDS})\]\(\s*{target}\s*\)", changed, text)
    definition = re.compile(rf"^[> ]{{0,20}}\[(?P<label>{_WORDS})\]:\s*{target}[ \t]*$\n?", re.MULTILINE)
    defined: dict[str, re.Match] = {}
    for found in definition.finditer(text):
        defined.setdefault(found["label"].casefold(), found)
    return _rewrite_references(definition.sub("", text), defined, change) if defined else text


def _rewrite_references(text: str, defined: dict[str, re.Match], change: Change) -> str:
    """Write references to these definitions anew, all in one pass: there may be thousands."""

    def changed(found: re.Match) -> str:
        definition = defined.get(found["label"].casefold())
        return _in_place(found["words"], definition, change) if definition else found[0]

    label = "|".join(re.escape(found["label"]) for found in defined.values())
    text = re.sub(rf"\[(?P<words>{_WORDS})\]\[(?P<label>{label})\]", changed, text, flags=re.IGNORECASE)
    short = rf"\[(?P<words>(?P<label>{label}))\](?:\[\])?(?![\[(:])"
    return re.sub(short, changed, text, flags=re.IGNORECASE)


def _in_place(words: str, definition: re.Match, change: Change) -> str:
    new = change(unescaped(words), definition)
    return f"[{words}]({definition['address']})" if new is None else new


def unescaped(words: str) -> str:
    return _ESCAPED.sub(r"\1", words)
