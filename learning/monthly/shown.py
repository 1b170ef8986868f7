"""What everybody reads of monthly digests: each line is read anew from the thing it tells of."""

from dataclasses import dataclass

from django.utils import translation

from learning.models import MonthlyDigest, MonthlyLine
from learning.monthly.sections import SECTIONS, Kind


@dataclass(frozen=True)
class Content:
    """`sections`: pairs of a MonthlyLine.Kind and the Shown of what a visitor may still read."""

    digest: MonthlyDigest
    sections: list

    @property
    def number(self):
        return sum(len(lines) for _kind, lines in self.sections)


def of(digests):
    """Return the Content of each of these digests; one query for their lines, one for each kind."""
    lines = list(MonthlyLine.objects.filter(digest__in=digests).order_by("digest", "position"))
    found = {}
    for kind, section in SECTIONS.items():
        if keys := {line.key for line in lines if line.kind == kind}:
            found |= {(kind, row.pk): section.show(row) for row in section.rows().filter(pk__in=keys)}
    return [Content(digest, _sections(digest, lines, found)) for digest in digests]


def _sections(digest, lines, found):
    kept = [line for line in lines if line.digest_id == digest.pk and (line.kind, line.key) in found]
    sections = []
    for kind in Kind:
        if shown := [found[kind, line.key] for line in kept if line.kind == kind]:
            sections.append((kind, shown))
    return sections


def one_of(digests, language=""):
    """Return the digest of one month in a language, else in the reader's, else the first; or None."""
    by_language = {digest.language: digest for digest in reversed(digests)}
    for wanted in (language, translation.get_language()):
        if wanted in by_language:
            return by_language[wanted]
    return digests[0] if digests else None
