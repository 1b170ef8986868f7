from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.text.markup import render as markdown
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from forums.models import Post
from forums.topics import posts, topics
from forums.topics.forms import PostForm
from moderation import reports
from moderation.forms import ReasonForm, ReportForm

MAX_LENGTH = Post._meta.get_field("text").max_length


@require_POST
def preview(request):
    return HttpResponse(markdown(request.POST.get("text", "")[:MAX_LENGTH]))


def _with_topic(found):
    return found.select_related("topic__forum", "author")


def edit(request, pk):
    post = get_object_or_404(_with_topic(Post.objects.changeable_by(request.user)), pk=pk)
    form = PostForm(post, posted(request), initial=_initial(post))
    if form.is_valid():
        with refusals_shown(form):
            _edit(post, request.user, **form.cleaned_data)
            return redirect(post)
    return form_page(request, "forums/topics/edit_post.html", form, post=post, topic=post.topic)


@transaction.atomic
def _edit(post, by, text, **of_topic):
    posts.edit(post, by, text)
    if of_topic:
        topics.edit(post.topic, **of_topic)


def _initial(post):
    if post.number > 1:
        return {"text": post.text}
    tags = ", ".join(post.topic.tags.values_list("name", flat=True))
    return {"text": post.text, "title": post.topic.title, "tags": tags}


@login_not_required
@require_safe
def history(request, pk):
    post = get_object_or_404(_with_topic(Post.objects.visible_to(request.user)), pk=pk)
    context = {"post": post, "topic": post.topic, "versions": posts.history(post)}
    return render(request, "forums/topics/history.html", context)


def report(request, pk):
    post = get_object_or_404(_with_topic(Post.objects.visible_to(request.user)), pk=pk)
    form = ReportForm(posted(request))
    if not form.is_valid():
        return form_page(request, "forums/topics/report.html", form, post=post, topic=post.topic)
    reports.report(post, request.user, form.cleaned_data["reason"])
    return done(request, post, _("Thank you. The moderators of this forum will look at it."))


def _moderated(request, pk):
    readable = Post.objects.visible_to(request.user).moderated_by(request.user)
    return get_object_or_404(_with_topic(readable), pk=pk)


def hide(request, pk):
    post = _moderated(request, pk)
    form = ReasonForm(posted(request))
    if not form.is_valid():
        return form_page(request, "forums/topics/hide_post.html", form, post=post, topic=post.topic)
    posts.hide(post, request.user, form.cleaned_data["reason"])
    return done(request, post, _("The post is hidden."))


@require_POST
def unhide(request, pk):
    post = _moderated(request, pk)
    posts.show(post)
    return done(request, post, _("The post can be read again."))


@require_POST
def settle(request, pk):
    post = _moderated(request, pk)
    reports.settle(post, request.user)
    return done(request, "moderation:queue", _("Settled: the post stays as it is."))
