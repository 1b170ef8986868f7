"""Declares what two roles of a space look at among its topics: what is wanted, and who is not heard."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Membership, Post, Role, Topic, Watch
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList
from participants.profiles import sections

SINCE, WAITED, NEW = timedelta(days=60), timedelta(days=3), timedelta(days=30)
SEVERAL = 3  # people who watch a topic, besides its author


def _topics(forum, reader):
    shown = Topic.objects.visible_to(reader).filter(forum=forum, hidden_at=None)
    return shown.select_related("forum", "author").defer("search_vector")


def wanted(forum, reader):
    """Return candidates, those that most people want first."""
    return _topics(forum, reader).candidates().with_people().order_by("-wanted", "-pk")[:MOST]


def _unanswered(forum, reader):
    recent = timezone.now() - SINCE
    return _topics(forum, reader).open().filter(post_count=1, last_post_at__gte=recent)


def watched_and_unanswered(forum, reader):
    """Return topics of the last weeks without an answer that several people besides the author watch."""
    watching = Watch.objects.filter(topic=OuterRef("pk")).exclude(participant=OuterRef("author"))
    several = watching.order_by().values("topic").annotate(number=Count("pk")).filter(number__gte=SEVERAL)
    found = _unanswered(forum, reader).filter(Exists(several))
    return found.order_by("-last_post_at", "-pk")[:MOST]


def waiting_for_an_answer(forum, reader):
    """Return topics of the last weeks that nobody has answered for three days, the longest first."""
    found = _unanswered(forum, reader).filter(last_post_at__lte=timezone.now() - WAITED)
    return found.order_by("last_post_at", "pk")[:MOST]


def first_posts(forum, reader):
    """Return the first posts here of people who joined lately, where nobody wrote after them.

    Not of those who do not show this reader that they are members (R-SECTIONS).
    """
    joined = Membership.objects.filter(forum=forum, joined_at__gte=timezone.now() - NEW)
    new = joined.exclude(participant__in=sections.closed_to(reader, "spaces")).values("participant")
    earlier = Post.objects.filter(author=OuterRef("author"), topic__forum=forum, pk__lt=OuterRef("pk"))
    later = Post.objects.filter(topic=OuterRef("topic"), number__gt=OuterRef("number"), hidden_at=None)
    answered = later.exclude(author=OuterRef("author"))
    theirs = Post.objects.visible_to(reader).filter(
        topic__forum=forum, author__in=new, author__is_active=True, created_at__gte=timezone.now() - NEW
    )
    open_ones = theirs.filter(hidden_at=None, topic__hidden_at=None, topic__closed_at=None)
    found = open_ones.exclude(author=reader).filter(~Exists(earlier), ~Exists(answered))
    return found.select_related("topic__forum", "author").order_by("created_at", "pk")[:MOST]


def _add(name, role, place, heading, rows, template="_role_topic.html", **options):
    template = f"forums/topics/{template}"
    registry.lists.add(
        name, RoleList(role=role, place=place, heading=heading, template=template, rows=rows, **options)
    )


_add(
    "wanted",
    Role.Kind.AGENDA,
    10,
    _("Wanted, and no co-lab is planned"),
    wanted,
    "_role_candidate.html",
)
_add(
    "watched and unanswered",
    Role.Kind.AGENDA,
    20,
    _("Several people follow it, and nobody has answered"),
    watched_and_unanswered,
)
_add(
    "waiting for an answer",
    Role.Kind.KEEPER,
    10,
    _("No answer for three days"),
    waiting_for_an_answer,
)
_add(
    "first posts",
    Role.Kind.KEEPER,
    30,
    _("New here, and not answered yet"),
    first_posts,
    "_role_first_post.html",
    shown=registry.names_authors,
)
