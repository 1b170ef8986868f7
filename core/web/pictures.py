"""Answers with a picture for those who unfurl a link: the same for everybody, kept for an hour."""

from django.http import HttpResponse

KEPT = 3600  # seconds


def png(content):
    """Return an answer with a PNG, given as bytes, of a view that is `polling.for_programs`."""
    headers = {"Cache-Control": f"public, max-age={KEPT}"}
    return HttpResponse(content, content_type="image/png", headers=headers)
