"""The board of candidates, and the nominations that lead to it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say_at, way_back
from forums.candidates import board, demand, nominations
from forums.candidates.forms import NominationForm
from forums.models import Post, Topic
from forums.ranking import orders


@login_not_required
@require_safe
def candidates(request):
    order = orders.requested(request.GET, request.user, orders.POPULAR)
    order = orders.POPULAR if order == orders.LATEST else order
    context = {
        "topics": board.page(order, request.user, request.GET),
        "order": order,
        "orders": [one for one in orders.available_to(request.user) if one[0] != orders.LATEST],
        "half_life_days": settings.COLAB["half_life"].days,
    }
    return render(request, "forums/candidates/candidates.html", context)


def nominate(request, pk):
    """Show and process the form, on a topic or on one of its posts (`?post=<number>`)."""
    topic = _topic(request, pk)
    post, mine = _post(request, topic), demand.Demand(topic).of(request.user)
    initial = {"intention": mine.intention, "reason": mine.reason} if mine else None
    form = NominationForm(topic, posted(request), post=post, initial=initial, in_panel=bool(request.htmx))
    if form.is_valid():
        with refusals_shown(form):
            nominations.nominate(topic, request.user, post=post, **form.cleaned_data)
            text = _("Thank you. Organizers see it on the board of candidates.")
            return _respond(request, topic, text)
    if request.htmx and request.method == "POST":
        return _render_panel(request, topic, form)
    return form_page(request, "forums/candidates/nominate.html", form, topic=topic, post=post, mine=mine)


@require_POST
def withdraw(request, pk):
    topic = _topic(request, pk)
    nominations.withdraw(topic, request.user)
    return _respond(request, topic, _("Your suggestion is taken back."))


def panel_context(topic, person, form=None):
    """Return the context of `forums/candidates/_nominations.html`; `topic` comes from `with_demand`."""
    wanted = demand.Demand(topic)
    mine = wanted.of(person)
    initial = {"intention": mine.intention, "reason": mine.reason} if mine else None
    form = form or NominationForm(topic, initial=initial, in_panel=True)
    return {"topic": topic, "demand": wanted, "mine": mine, "nomination_form": form}


def _topic(request, pk):
    readable = Topic.objects.visible_to(request.user).for_page(request.user)
    return get_object_or_404(demand.with_demand(readable), pk=pk)


def _post(request, topic):
    if "post" not in request.GET:
        return None
    found = Post.objects.visible_to(request.user).filter(topic=topic, hidden_at=None)
    return found.filter(number=keyset.number(request.GET["post"])).select_related("author").first()


def _respond(request, topic, text):
    if not request.htmx:
        return done(request, way_back(request, topic), text)
    messages.success(request, text)
    say_at(request, "nominations")
    return _render_panel(request, _topic(request, topic.pk))


def _render_panel(request, topic, form=None):
    context = panel_context(topic, request.user, form) | {"arrives": True}
    return form_page(request, "forums/candidates/_nominations.html", form, **context)
