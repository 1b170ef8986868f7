# ruff: noqa: E501 (rows of a table)
"""What is tried out in the demonstration, where it is tested, and what it showed there."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from forums.models import Topic
from learning.experiments import experiments
from learning.models import Experiment, Trial


@dataclass(frozen=True)
class Try:
    topic: str
    author: str
    days: int  # ago
    sentences: tuple  # if we, then, we test it by, we share what we learn by
    share_in: int  # days from today
    places: list = field(default_factory=list)  # (who, where, when, whether it is taken up)
    told: list = field(default_factory=list)  # (who, days ago, what it showed, what was learnt)


TRIED = [
    Try("Letters that people understand", "member8", 14,
        ("put the date and the place at the top of the letter", "fewer people call to ask when they have to come",
         "sending two hundred letters, and counting the calls for a week", "a reply in this topic"), -3,
        [("member14", "Three letters about one form", "the first week of the month", True), ("member4", "Cartas del mostrador", "", True),
         ("member1", "The letter about garden plots", "in spring", False)],
        [("member8", 3, "yes", "Forty calls fewer in the first week. The place mattered more than the date."),
         ("member14", 2, "no", "As many calls as before. People call about the amount, and that still stands at the bottom.")]),
    Try("Appointments or a queue at the counter?", "member6", 25,
        ("remind people by text message the day before", "half as many miss their appointment", "comparing two months", "a page that others can copy"), -5,
        [("member1", "One of four counters", "since the spring", True)],
        [("member6", 4, "partly", "A third fewer. Whoever has no mobile number hears nothing: we call them now."),
         ("member1", 3, "early", "The second month is not over.")]),
    Try("Who calls the people who live alone?", "member5", 9,
        ("ask letter carriers who lives alone", "we reach everybody within two days of a storm", "one route, at the next warning", "a reply in this topic"), 40,
        [("member6", "Two rural routes", "from December on", True), ("member13", "The valley", "", False)]),
]  # fmt: skip


def build(tries, people):
    """Write these, dated back from today. `people` are by their login."""
    now = timezone.now()
    for one in tries:
        _begin(one, people, now)
        for login, days, showed, learnt in one.told:
            trial = Trial.objects.get(experiment__if_we=one.sentences[0], participant=people[login])
            experiments.tell(trial, people[login], showed, learnt=learnt, in_topic=False)
            Trial.objects.filter(pk=trial.pk).update(told_at=now - timedelta(days=days))


def _begin(one, people, now):
    topic, begun = Topic.objects.get(title=one.topic), now - timedelta(days=one.days)
    sentences = dict(zip(experiments.SENTENCES, one.sentences, strict=True))
    share_on = timezone.localdate() + timedelta(days=max(one.share_in, 0))
    made = experiments.begin(
        topic, people[one.author], share_on=share_on, language=topic.language, **sentences
    )
    for number, (login, where, when, is_taken_up) in enumerate(one.places, start=1):
        trial = experiments.offer(made, people[login], where, when)
        if is_taken_up:
            experiments.take_up(trial, made.author)
        at = begun + timedelta(days=number)
        Trial.objects.filter(pk=trial.pk).update(created_at=at, language=people[login].language)
    made.trials.filter(participant=made.author).update(created_at=begun)
    day = timezone.localdate() + timedelta(days=one.share_in)
    Experiment.objects.filter(pk=made.pk).update(created_at=begun, share_on=day)
