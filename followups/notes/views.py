"""What can be done with an insight or an answer, on pages of their own."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from events.hour.page import page
from followups.models import Comment, Insight
from followups.notes import comments, insights
from followups.notes.forms import ChangedCommentForm, InsightForm, TopicFromInsightForm
from forums.search import similar
from forums.topics.views.topics import rendered


def _insight(found, pk):
    return get_object_or_404(found.select_related("colab__topic__forum", "author"), pk=pk)


def _comment(found, pk):
    return get_object_or_404(found.select_related("insight__colab"), pk=pk)


def home_of(note, person, anchor=True):
    """Return the address of the page on which somebody has a note of theirs at hand, now."""
    colab = note.colab
    if page.is_open(colab) and page.of_person(person).filter(pk=colab.pk).exists():
        return page.address(colab, f"note-{note.pk}" if anchor else "")
    if not (colab.is_announced and colab.has_started):  # moved, or called off
        return colab.get_absolute_url()
    return note.get_absolute_url() if anchor else reverse("followups:after", args=[colab.pk])


def edit_insight(request, pk):
    insight = _insight(Insight.objects.changeable_by(request.user), pk)
    before = Insight(text=insight.text, kind=insight.kind, first_hand=insight.first_hand)
    form = InsightForm(insight.colab, posted(request), instance=before)
    home = home_of(insight, request.user)
    if form.is_valid():
        with refusals_shown(form):
            insights.edit(insight, **form.note())
            return done(request, home, _("Your note is changed."))
    context = {"back_url": home, "colab": insight.colab}
    return form_page(request, "followups/notes/edit_insight.html", form, **context)


def delete_insight(request, pk):
    insight = _insight(Insight.objects.on_page_for(request.user).written_by(request.user), pk)
    if request.method == "POST":
        home = home_of(insight, request.user, anchor=False)
        insights.delete(insight)
        return done(request, home, _("Your note is deleted."))
    question = _asking(home_of(insight, request.user), _("Delete my note"))
    return render(request, "followups/notes/delete_insight.html", question)


def _asking(back_url, action_text):
    return {"action_text": action_text, "back_url": back_url, "dangerous": True}


def edit_comment(request, pk):
    comment = _comment(Comment.objects.changeable_by(request.user), pk)
    form = ChangedCommentForm(posted(request), instance=Comment(text=comment.text))
    if form.is_valid():
        with refusals_shown(form):
            comments.edit(comment, form.cleaned_data["text"])
            return done(request, comment, _("Your answer is changed."))
    context = {"back_url": comment.get_absolute_url(), "colab": comment.insight.colab}
    return form_page(request, "followups/notes/edit_comment.html", form, **context)


def delete_comment(request, pk):
    comment = _comment(Comment.objects.on_page_for(request.user).written_by(request.user), pk)
    if request.method == "POST":
        comments.delete(comment)
        return done(request, comment.insight, _("Your answer is deleted."))
    question = _asking(comment.get_absolute_url(), _("Delete my answer"))
    return render(request, "followups/notes/delete_comment.html", question)


def post_as_topic(request, pk):
    insight = _insight(Insight.objects.shared_with(request.user), pk)
    initial = {"language": request.user.language}
    form = TopicFromInsightForm(insight, request.user, posted(request), initial=initial)
    if form.is_valid():
        with refusals_shown(form):
            topic = insights.post_as_topic(insight, request.user, **form.cleaned_data)
            return done(request, topic, _("Your topic is posted. It shows the note it grew out of."))
    return _topic_page(request, form)


@require_POST
def preview_topic(request, pk):
    insight = _insight(Insight.objects.shared_with(request.user), pk)
    form = TopicFromInsightForm(insight, request.user, request.POST)
    form.is_valid()
    forum = form.cleaned_data.get("forum", form.forum)
    return _topic_page(
        request,
        form,
        preview=rendered(request, form, forum),
        similar=similar.topics(form.cleaned_data.get("title", ""), request.user),
    )


def _topic_page(request, form, **context):
    context |= {"insight": form.insight, "forum": form.forum}
    return form_page(request, "followups/notes/post_as_topic.html", form, **context)
