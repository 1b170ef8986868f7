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
    for found in list(definition.finditer(text)):
        text = _rewrite_references(text.replace(found[0], ""), found, change)
    return text


def _rewrite_references(text: str, definition: re.Match, change: Change) -> str:
    label = re.escape(definition["label"])
    for form in (rf"\[(?P<words>{_WORDS})\]\[{label}\]", rf"\[(?P<words>{label})\](?:\[\])?(?![\[(:])"):
        text = re.sub(form, lambda found: _in_place(found["words"], definition, change), text, flags=re.I)
    return text


def _in_place(words: str, definition: re.Match, change: Change) -> str:
    new = change(unescaped(words), definition)
    return f"[{words}]({definition['address']})" if new is None else new


def unescaped(words: str) -> str:
    return _ESCAPED.sub(r"\1", words)
