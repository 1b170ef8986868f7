"""The lists of the directory of what people offer, and of what they look for."""

from datetime import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.text import fulltext, lines
from core.web import keyset
from forums.models import Tag
from network.models import Offer
from participants.profiles import tabs


@require_safe
def offers(request):
    return _page(request, is_need=False)


@require_safe
def needs(request):
    return _page(request, is_need=True)


def _page(request, is_need):
    """Show a list, the newest first; `q`: words, `tag`: the name of one, `after`: the key of a page."""
    words, tag = (lines.clean(request.GET.get(name, "")) for name in ("q", "tag"))
    found = Offer.objects.in_directory(request.user).filter(is_need=is_need)
    if words:
        found = found.filter(fulltext.matches(words))
    if tag:
        found = found.filter(tags__in=Tag.objects.named([tag]))
    context = {
        "tabs": tabs.in_order(),
        "page": keyset.page(found.for_page(), "created_at", request.GET, kind=datetime),
        "here": "needs" if is_need else "offers",
        "is_need": is_need,
        "q": words,
        "tag": tag,
    }
    return render(request, "network/offers/directory.html", context)
