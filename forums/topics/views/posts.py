from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from core.text.markup import TooLarge
from core.text.markup import render as markdown
from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import form_page, refusals_shown
from forums.models import Post
from forums.topics import posts, topics
from forums.topics.forms import PostForm
from participants import limits

MAX_LENGTH = Post._meta.get_field("text").max_length


@require_POST
def preview(request):
    """Return the HTML of a text, or the sentence that says why there is none."""
    limits.spend(request.user, "preview")
    try:
        return HttpResponse(markdown(request.POST.get("text", "")[:MAX_LENGTH]))
    except TooLarge as refusal:
        return HttpResponse(format_html("<p>{}</p>", refusal), status=Refused.status)


def _with_topic(found):
    return found.select_related("topic__forum", "author")


def edit(request, pk):
    post = get_object_or_404(_with_topic(Post.objects.changeable_by(request.user)), pk=pk)
    form = PostForm(post, posted(request), initial=_initial(post))
    if form.is_valid():
        with refusals_shown(form):
            _edit(post, request.user, apart=form.was_told, **form.cleaned_data)
            return redirect(post)
    return form_page(request, "forums/topics/edit_post.html", form, post=post, topic=post.topic)


@transaction.atomic
def _edit(post, by, text, apart, **of_topic):
    if of_topic:
        topics.edit(post.topic, **of_topic)
    posts.edit(post, by, text, apart=apart)


def _initial(post):
    if post.number > 1:
        return {"text": post.text}
    tags = ", ".join(post.topic.tags.values_list("name", flat=True))
    return {"text": post.text, "title": post.topic.title, "tags": tags}
