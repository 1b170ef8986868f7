"""What this part of the site writes to people."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forums import watches
from forums.models import Post, Report
from participants import outbox
from participants.outbox import Letter

EXTRACT = 1200  # letters of a post that a mail shows


@outbox.letter("reply", label=_("New posts in what I watch"), optional=True, may_wait=True)
def reply(message):
    """A new post in something this person watches; nothing when they stopped, or it was hidden."""
    posts = Post.objects.visible_to(message.recipient).filter(hidden_at=None, topic__hidden_at=None)
    post = posts.select_related("topic__forum", "author").filter(pk=message.about["post"]).first()
    if post is None or not watches.on(post.topic).filter(participant=message.recipient).exists():
        return None
    context = {
        "post": post,
        "topic": post.topic,
        "forum": post.topic.forum,
        "unattributed": post.topic.forum.unattributed,
        "extract": Truncator(post.text).chars(EXTRACT),
        "button_url": settings.SITE_URL + post.get_absolute_url(),
        "button_text": _("Read and reply"),
    }
    return Letter("forums/email/reply", context)


@outbox.letter("report", label=_("Posts reported to me as a moderator"), optional=True)
def report(message):
    """Somebody asks the moderators to look at a post; nothing when one of them did."""
    reports = Report.objects.open().moderated_by(message.recipient)
    found = reports.select_related("post__topic__forum").filter(pk=message.about["report"]).first()
    if found is None:
        return None
    context = {
        "report": found,
        "topic": found.post.topic,
        "button_url": settings.SITE_URL + reverse("forums:moderation"),
        "button_text": _("Look at the reports"),
    }
    return Letter("forums/email/report", context)
