"""Styles written into the elements of an HTML mail, for the clients that have no `<style>`."""

from functools import cache

import css_inline


def inlined(html):
    """The same document; what `@media` says, dark mode above all, stays in its head. Fetches nothing."""
    return _inliner().inline(html)


@cache
def _inliner():
    return css_inline.CSSInliner(
        keep_style_tags=False,
        keep_at_rules=True,
        minify_css=True,
        load_remote_stylesheets=False,
    )
