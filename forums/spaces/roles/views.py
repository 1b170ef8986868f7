"""The page of the roles of a space, with what each of them looks at; for everybody who may read the space."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.refusals import Refused
from core.web.responses import done, say, say_at
from forums.models import Forum, Role
from forums.spaces.roles import board, roles


def _space(request, slug):
    return get_object_or_404(Forum.objects.visible_to(request.user).for_page(request.user), slug=slug)


@require_safe
def page(request, slug):
    forum = _space(request, slug)
    cards = board.of(forum, request.user)
    held = sum(bool(card.holders) for card in cards)
    mine = forum.memberships.filter(participant=request.user).first()
    context = {"forum": forum, "cards": cards, "held": held, "mine": mine}
    return render(request, "forums/spaces/roles/roles.html", context)


@require_POST
def take(request, slug, kind):
    return _done(
        request, slug, kind, roles.take, _("It is yours for three months. You are asked before it ends.")
    )


@require_POST
def renew(request, slug, kind):
    return _done(request, slug, kind, roles.renew, _("It is yours for three more months."))


@require_POST
def give_up(request, slug, kind):
    return _done(request, slug, kind, roles.give_up, _("You have given it up. Somebody else can take it."))


@require_POST
def would(request, slug):
    forum = _space(request, slug)
    said = {name: name in request.POST for name in ("facilitate", "harvest")}
    roles.would(forum, request.user, **said)
    answer = done(request, reverse("forums:roles", args=[forum.slug]) + "#would", _("It is kept."))
    say_at(request, "would")
    return answer


def _done(request, slug, kind, verb, text):
    forum = _space(request, slug)
    if kind not in Role.Kind.values:
        raise Http404
    back = reverse("forums:roles", args=[forum.slug]) + f"#role-{kind}"
    try:
        verb(forum, request.user, kind)
    except Refused as refusal:
        say(request, refusal)
        return redirect(back)
    answer = done(request, back, text)
    say_at(request, f"role-{kind}")
    return answer
