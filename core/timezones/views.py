"""Suggestions of cities for the time zone field."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.timezones import city_names, display
from core.timezones.fields import suggestion


@login_not_required
@require_safe
@cache_control(private=True, max_age=3600)
def places(request):
    """Cities that match what was typed (`zone`), as options of a list."""
    text = request.GET.get("zone", "")[:100]
    spoken = display.language()
    found = city_names.search(text, spoken) if text.strip() else city_names.default_places(spoken)
    context = {"places": [suggestion(place) for place in found]}
    return render(request, "core/_places.html", context)
