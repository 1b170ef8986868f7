"""Writing the monthly digest of a space, or of all of them, for those who do (R-MONTHLY-WRITERS)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from learning import months
from learning.models import MonthlyDigest
from learning.models.monthly import spaces_written_by, writes_of_site
from learning.monthly import digests, gathering, shown
from learning.monthly.forms import ChangedMonthlyForm, MonthlyForm


def write(request, slug=None):
    """Parameter: `month`, this one or the one before."""
    forum = get_object_or_404(spaces_written_by(request.user), slug=slug) if slug else None
    if forum is None and not writes_of_site(request.user):
        raise Http404
    month = months.asked(request.GET.get("month"), is_sent=request.method == "POST")
    gathered = gathering.gather(forum, month)
    context = {
        "forum": forum,
        "month": month,
        "months": months.to_write(),
        "begun": MonthlyDigest.objects.of(forum, month).order_by("language"),
    }
    if not gathering.tells(gathered):
        return render(request, "learning/monthly/nothing.html", context)
    form = MonthlyForm(forum, month, gathered, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            words = form.kept() | {"language": form.cleaned_data["language"]}
            made = digests.write(forum, month, request.user, **words)
            text = _("It is kept as a draft. This is what others will read; publish it when it is ready.")
            return done(request, reverse("learning:monthly_draft", args=[made.pk]), text)
    return form_page(request, "learning/monthly/write.html", form, **context)


def _written(request, pk):
    found = MonthlyDigest.objects.written_by(request.user).for_page()
    return get_object_or_404(found, pk=pk)


@require_safe
def draft(request, pk):
    """Exactly what others read, or will."""
    digest = _written(request, pk)
    [content] = shown.of([digest])
    context = {"digest": digest, "content": content, "forum": digest.forum}
    return render(request, "learning/monthly/draft.html", context)


def change(request, pk):
    digest = _written(request, pk)
    form = ChangedMonthlyForm(digest, gathering.to_choose(digest), posted(request))
    if form.is_valid():
        with refusals_shown(form):
            digests.change(digest, request.user, **form.kept())
            back = reverse("learning:monthly_draft", args=[digest.pk])
            return done(request, back, _("Your changes are kept."))
    return form_page(request, "learning/monthly/change.html", form, digest=digest, forum=digest.forum)


@require_POST
def publish(request, pk):
    text = _("It is published. Everybody can read it, and those who want it get a mail.")
    return _press(request, _written(request, pk), digests.publish, text)


@require_POST
def take_back(request, pk):
    return _press(request, _written(request, pk), digests.take_back, _("It is a draft again."))


def _press(request, digest, verb, text):
    back = reverse("learning:monthly_draft", args=[digest.pk])
    try:
        verb(digest, request.user)
    except digests.Refused as refusal:
        say(request, refusal)
        return redirect(back)
    return done(request, back, text)
