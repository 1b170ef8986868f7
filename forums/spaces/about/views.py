"""The page about a space, changing it, and opening a new one."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from forums.models import Forum
from forums.spaces.about import registry, spaces
from forums.spaces.about.forms import AboutForm, OpeningForm
from forums.spaces.stewards import stewards

SIBLINGS = 10
MOST = 20  # stewards, and people who are ready


@login_not_required
@require_safe
def about(request, slug):
    person = request.user
    forum = get_object_or_404(Forum.objects.visible_to(person).for_page(person), slug=slug)
    context = {
        "forum": forum,
        "stewards": stewards.of(forum)[:MOST] if person.is_authenticated else (),
        "siblings": _siblings(forum, person),
        "ready": _ready(forum),
        "ways": list(registry.ways_into(forum)),
        "pieces": list(registry.shown(forum, person)),
    }
    return render(request, "forums/spaces/about/about.html", context)


def _siblings(forum, person):
    """Return the spaces about the same thing, as the same project for another role in it."""
    if not forum.about_what:
        return ()
    same = Forum.objects.visible_to(person).filter(about_what__iexact=forum.about_what)
    return same.exclude(pk=forum.pk).order_by("name")[:SIBLINGS]


def _ready(forum):
    if not forum.rules.asks_readiness:
        return ()
    ready = forum.memberships.ready().select_related("participant")
    return ready.order_by("participant__name", "pk")[:MOST]


def edit(request, slug):
    forum = get_object_or_404(Forum.objects.moderated_by(request.user), slug=slug)
    form, back = AboutForm(posted(request), instance=forum), reverse("forums:about", args=[slug])
    if form.is_valid():
        with refusals_shown(form):
            spaces.change(forum, request.user, **form.cleaned_data)
            return done(request, back, _("Your changes are kept."))
    return form_page(request, "forums/spaces/about/edit.html", form, forum=forum, back_url=back)


def open_space(request):
    if not request.user.is_organizer:
        raise Http404
    form = OpeningForm(posted(request), initial={"language": request.user.language})
    if form.is_valid():
        with refusals_shown(form):
            fields = dict(form.cleaned_data)
            is_ready = fields.pop("ready")
            forum = spaces.open_space(request.user, is_ready=is_ready, **fields)
            back = reverse("forums:about", args=[forum.slug])
            return done(request, back, _("The space is open. Post its first topic, and invite people."))
    return form_page(request, "forums/spaces/about/open.html", form, back_url=reverse("forums:index"))
