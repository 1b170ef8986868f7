"""Choices of a reader that apply to every page: language and colours."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from colab.templatetags.ui import THEMES
from core import cookies
from core.web.responses import way_back


@login_not_required
@require_POST
def language(request):
    """Set the language (`language`: one of settings.LANGUAGES), in the account too if signed in."""
    chosen = request.POST.get("language")
    person = request.user
    if person.is_authenticated and chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        person.language = chosen
        person.save(update_fields=["language"])
    return set_language(request)


@login_not_required
@require_POST
def theme(request):
    """Set the colours (`theme`: one of THEMES; anything else follows the system) and redirect to `next`."""
    response = HttpResponseRedirect(way_back(request))
    chosen = request.POST.get("theme")
    cookies.write(response, "theme", chosen if chosen in THEMES else "")
    return response
