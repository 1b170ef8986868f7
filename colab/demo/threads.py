"""Builds the topics of the demonstration: everything in the order in which it was said, with its date.

The verbs write what happens now; what they wrote is dated back at once, so that later rows have later dates.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from colab.demo.talk import Thread
from forums.candidates import nominations
from forums.challenges import challenges
from forums.models import Forum, Nomination, Post, Statement, Topic, Watch
from forums.topics import topics


@dataclass(frozen=True)
class Step:
    """One thing that is said in a thread."""

    at: datetime
    thread: Thread
    kind: str  # "topic", "reply", "ask" or "want"
    about: Any = None


def build(threads, people, spaces):
    """Write these threads. `people` are by their login, `spaces` by their slug."""
    begun = {}
    for step in sorted((step for thread in threads for step in _steps(thread)), key=lambda step: step.at):
        if step.kind == "topic":
            begun[step.thread.title] = _begin(step, people, spaces)
        elif step.kind == "reply":
            _reply(step, begun[step.thread.title], people)
        elif step.kind == "ask":
            _ask(step, begun[step.thread.title], people)
        else:
            _nominate(step, begun[step.thread.title], people)


def _steps(thread):
    """Return what is said in a thread, spread over its days: posts, statements, nominations."""
    now = timezone.now()
    begun = now - timedelta(days=thread.days)
    said = [("topic", None), *(("reply", reply) for reply in thread.replies)]
    said += [("ask", ask) for ask in thread.asks]
    said += [("want", want) for want in thread.wants]
    pause = (now - timedelta(days=thread.until) - begun) / (len(said) + 1)
    return [Step(begun + number * pause, thread, *one) for number, one in enumerate(said)]


def _begin(step, people, spaces):
    thread, forum = step.thread, spaces[step.thread.forum]
    tags = [tag.strip() for tag in thread.tags.split(",") if tag.strip()]
    topic = topics.post(people[thread.author], forum, thread.title, thread.text, tags, forum.language)
    Topic.objects.filter(pk=topic.pk).update(created_at=step.at)
    Watch.objects.filter(topic=topic).update(created_at=step.at)
    _date_post(topic.posts.get(), step.at)
    return topic


def _reply(step, topic, people):
    login, text = step.about
    _date_post(topics.reply(topic, people[login], text), step.at)


def _date_post(post, at):
    Post.objects.filter(pk=post.pk).update(created_at=at)
    Topic.objects.filter(pk=post.topic_id).update(last_post_at=at)
    Forum.objects.filter(pk=post.topic.forum_id).update(last_post_at=at)


def _ask(step, topic, people):
    """Write the first statement of a challenge, another version, or a proposal."""
    login, text, better_for, why, holds = step.about
    words = {"text": text, "better_for": better_for, "language": topic.language}
    if not topic.statements.exists():
        challenges.begin(topic, people[login], **words)
    else:
        made = challenges.propose(topic, people[login], why=why, **words)
        if holds:
            challenges.take_over(made, topic.author)
    dates = {"at": step.at} | ({"taken_over_at": step.at} if holds else {})
    Statement.objects.filter(pk=topic.statements.latest("pk").pk).update(**dates)


def _nominate(step, topic, people):
    login, intention, reason = step.about
    made = nominations.nominate(topic, people[login], intention=intention, reason=reason)
    Nomination.objects.filter(pk=made.pk).update(created_at=step.at)
