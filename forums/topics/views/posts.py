from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.text.markup import render as markdown
from core.web.forms import posted
from core.web.responses import form_page, refusals_shown
from forums.models import Post
from forums.topics import posts, topics
from forums.topics.forms import PostForm
from participants import limits

MAX_LENGTH = Post._meta.get_field("text").max_length


@require_POST
def preview(request):
    limits.spend(request.user, "preview")
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
    if of_topic:
        topics.edit(post.topic, **of_topic)
    posts.edit(post, by, text)


def _initial(post):
    if post.number > 1:
        return {"text": post.text}
    tags = ", ".join(post.topic.tags.values_list("name", flat=True))
    return {"text": post.text, "title": post.topic.title, "tags": tags}


@login_not_required
@require_safe
@limits.for_visitors("history")
def history(request, pk):
    post = get_object_or_404(_with_topic(Post.objects.visible_to(request.user)), pk=pk)
    context = {"post": post, "topic": post.topic, "versions": posts.history(post)}
    return render(request, "forums/topics/history.html", context)
