"""Each mail that says the hour of a co-lab says it in UTC, too, followed by "UTC" (R-MAIL-WORDS)."""

import re

import pytest
from django.conf import settings

from colab.styleguide import mails

pytestmark = pytest.mark.django_db
ABOUT_COLABS = ("events/", "followups/", "network/")
HOUR = re.compile(r"\d{1,2}(:\d\d|\s?h(\s?\d\d)?)\b")
IN_UTC = re.compile(r"\b\d{1,2}:\d\d UTC\b|\b\d{1,2}(\s|&nbsp;)h((\s|&nbsp;)\d\d)? UTC\b")  # French says 18 h


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_hour_of_a_colab_is_there_in_utc(language):
    """Check R-MAIL-WORDS, in text and in HTML."""
    names = [name for name in mails.names() if name.startswith(ABOUT_COLABS)]
    silent = []
    for name in names:
        _subject, *bodies = mails.written(name, language)
        silent += [name for body in bodies if _says_an_hour(body) and not IN_UTC.search(body)]

    assert silent == []
    assert len(names) > 20


def _says_an_hour(body):
    words = re.sub(r"<style.*?</style>|<[^>]+>", " ", body, flags=re.S)
    return bool(HOUR.search(words))
