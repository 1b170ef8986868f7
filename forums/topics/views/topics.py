from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.text.markup import render as markdown
from core.web import keyset
from core.web.forms import posted
from core.web.responses import done, form_page, moved, refusals_shown, refuse
from forums.candidates import demand
from forums.candidates.views import panel_context
from forums.challenges import shown
from forums.models import Forum, Post, Topic
from forums.search import similar
from forums.spaces.principles import principles
from forums.topics import mentions, posts, topics
from forums.topics.forms import ReplyForm, TopicForm
from participants import limits


@login_not_required
@require_safe
def topic(request, pk, slug=""):
    readable = Topic.objects.visible_to(request.user).for_page(request.user)
    topic = get_object_or_404(demand.with_demand(readable), pk=pk)
    if request.path != topic.get_absolute_url():
        return moved(f"{topic.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"))
    all_posts = topic.posts.with_authors()
    context = panel_context(topic, request.user) | {
        "posts": keyset.page_at(all_posts, keyset.number(request.GET.get("at", ""))),
        "reply_form": ReplyForm(topic),
    }
    return render(request, "forums/topics/topic.html", context | shown.head(topic, request.user))


def new(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    form = TopicForm(forum, posted(request), initial=_initial(request))
    if form.is_valid():
        with refusals_shown(form):
            topic = topics.start(request.user, forum, **form.cleaned_data)
            return done(request, topic, _("Your topic is posted. We write to you when somebody replies."))
    return _new_page(request, form, forum)


def _new_page(request, form, forum, **context):
    context |= {"forum": forum, "principles": principles.in_force(forum)}
    return form_page(request, "forums/topics/new_topic.html", form, **context)


def _initial(request):
    """Return initial values: the person's language, and whatever the address contains."""
    given = {name: request.GET[name] for name in ("title", "text", "tags") if name in request.GET}
    return {"language": request.user.language} | given


@require_POST
def preview_new(request, slug):
    forum = get_object_or_404(Forum.objects.visible_to(request.user), slug=slug)
    form = TopicForm(forum, request.POST)
    form.is_valid()
    found = similar.topics(form.cleaned_data.get("title", ""), request.user)
    return _new_page(request, form, forum, preview=rendered(request, form, forum), similar=found)


def reply(request, pk):
    """Show and process the form, with a post quoted (`?quote=<number>`)."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user).for_page(request.user), pk=pk)
    form = ReplyForm(topic, posted(request), initial={"text": _quoted(request, topic)})
    if form.is_valid():
        with refusals_shown(form):
            return redirect(topics.reply(topic, request.user, **form.cleaned_data))
    return form_page(request, "forums/topics/reply.html", form, topic=topic)


def _quoted(request, topic):
    if "quote" not in request.GET:
        return ""
    number = keyset.number(request.GET["quote"])
    found = Post.objects.visible_to(request.user).filter(topic=topic, number=number, hidden_at=None)
    post = found.select_related("topic__forum", "author").first()
    return posts.quote(post) if post else ""


@require_POST
def preview_reply(request, pk):
    topic = get_object_or_404(Topic.objects.visible_to(request.user).for_page(request.user), pk=pk)
    form = ReplyForm(topic, request.POST)
    form.is_valid()
    preview = rendered(request, form, topic.forum, topic)
    return form_page(request, "forums/topics/reply.html", form, topic=topic, preview=preview)


def rendered(request, form, forum, topic=None):
    """Return the text as it will look; "" if there were too many previews, which the form then says."""
    try:
        limits.spend(request.user, "preview")
    except limits.Refused as refusal:
        refuse(form, refusal)
        return ""
    return markdown(mentions.link(form.cleaned_data.get("text", ""), request.user, forum, topic))


def _moderated(request, pk):
    readable = Topic.objects.visible_to(request.user).moderated_by(request.user)
    return get_object_or_404(readable.select_related("forum"), pk=pk)


def _change(request, pk, verb, text):
    topic = _moderated(request, pk)
    verb(topic, request.user)
    return done(request, topic, text)


@require_POST
def close(request, pk):
    return _change(request, pk, topics.close, _("The topic is closed."))


@require_POST
def reopen(request, pk):
    return _change(request, pk, topics.reopen, _("The topic is open again."))


@require_POST
def pin(request, pk):
    return _change(request, pk, topics.pin, _("The topic stays on top of its forum."))


@require_POST
def unpin(request, pk):
    return _change(request, pk, topics.unpin, _("The topic has its usual place again."))
