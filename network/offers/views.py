"""Pages of one’s offers and needs; others read them in the directory (R-SECTIONS)."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, or_404, refusals_shown
from forums import kinds
from forums.models import Topic
from forums.search import similar
from forums.topics.views.topics import rendered
from network.models import Offer
from network.offers import offers
from network.offers.forms import NEED, OFFER, ChangedOfferForm, NewOfferForm, TopicFromNeedForm


@require_safe
def mine(request):
    rows = list(Offer.objects.of(request.user).for_page().order_by("is_need", "-created_at", "-pk"))
    open_ones, ended = ([row for row in rows if row.has_ended == ended] for ended in (False, True))
    return render(request, "network/offers/mine.html", {"open": open_ones, "ended": ended})


def new(request):
    """Add an offer, or, by `kind=need`, a need."""
    kind = NEED if request.GET.get("kind") == NEED else OFFER
    form = NewOfferForm(posted(request), initial={"kind": kind, "language": request.user.language})
    if form.is_valid():
        with refusals_shown(form):
            made = offers.make(request.user, **form.offer())
            return done(request, made, _("It is kept. In half a year you are asked whether it still holds."))
    return form_page(request, "network/offers/new.html", form)


@require_safe
def offer(request, pk):
    found = get_object_or_404(Offer.objects.visible_to(request.user).for_page(), pk=pk)
    named = Topic.objects.filter(forum__kind__in=kinds.where(names_authors=True))  # R-UNATTRIBUTED
    topic = found.topic_id and named.visible_to(request.user).filter(pk=found.topic_id).first()
    return render(request, "network/offers/offer.html", {"offer": found, "topic": topic})


def _mine(request, pk, **answers):
    return get_object_or_404(Offer.objects.of(request.user).for_page(), pk=pk, **answers)


def change(request, pk):
    found = _mine(request, pk)
    form = ChangedOfferForm(found, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            offers.change(found, **form.cleaned_data)
            return done(request, found, _("Your changes are kept."))
    return form_page(request, "network/offers/change.html", form, offer=found)


@require_POST
def renew(request, pk):
    found = _mine(request, pk)
    offers.renew(found)
    return done(request, found, _("It stays for another half a year."))


def take_back(request, pk):
    found = Offer.objects.of(request.user).filter(pk=pk).first()
    if found is None and request.method == "POST":  # it is taken back, or was not theirs
        return redirect("network:my_offers")
    or_404(found)
    if request.method == "POST":
        offers.take_back(found)
        return done(request, reverse("network:my_offers"), _("It is taken back."))
    question = {"action_text": _("Take it back"), "back_url": found.get_absolute_url(), "dangerous": True}
    return render(request, "network/offers/take_back.html", {"offer": found} | question)


def post_as_topic(request, pk):
    form = TopicFromNeedForm(_mine(request, pk, is_need=True), posted(request))
    if form.is_valid():
        with refusals_shown(form):
            topic = offers.post_as_topic(form.need, **form.cleaned_data)
            return done(request, topic, _("Your topic is posted."))
    return _topic_page(request, form)


@require_POST
def preview_topic(request, pk):
    form = TopicFromNeedForm(_mine(request, pk, is_need=True), request.POST)
    form.is_valid()
    forum = form.cleaned_data.get("forum", form.forum)
    found = similar.topics(form.cleaned_data.get("title", ""), request.user)
    return _topic_page(request, form, preview=rendered(request, form, forum), similar=found)


def _topic_page(request, form, **context):
    context |= {"need": form.need, "forum": form.forum}
    return form_page(request, "network/offers/post_as_topic.html", form, **context)
