"""What holds for every kind of thing that is moderated."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import get_resolver, reverse

from followups.notes import insights
from moderation import reports, views
from moderation.models import Hideable, Report
from moderation.registry import kinds
from network.introductions import introductions
from network.offers import offers
from testing import make

pytestmark = pytest.mark.django_db

REPORTABLE = [name for name, kind in kinds.items() if kind.moderators]
VERBS = {True: {views.report, views.hide, views.show, views.settle}, False: {views.hide, views.show}}


@dataclass(frozen=True)
class Address:
    namespace: str
    name: str
    callback: Callable


def addresses_of(name, patterns=None, namespace=""):
    """Return the addresses of pages of moderation for this kind."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses_of(name, pattern.url_patterns, pattern.namespace or namespace)
        elif pattern.default_args.get("kind") == name:
            yield Address(namespace, pattern.name, pattern.callback)


@pytest.mark.parametrize("name", kinds)
def test_each_kind_has_the_addresses_of_its_verbs(name):
    assert {address.callback for address in addresses_of(name)} == VERBS[name in REPORTABLE]


@pytest.mark.parametrize("name", kinds)
def test_each_kind_can_be_hidden_and_says_what_it_asks(name):
    kind = kinds[name]

    assert issubclass(kind.model, Hideable)
    assert kind.heading
    assert bool(kind.report_heading) == bool(kind.reported) == (name in REPORTABLE)


def test_reports_go_with_what_is_deleted_and_only_those():
    topic = make.topic()
    kept, gone = topic.posts.get(), make.post(topic)
    for post in (kept, gone):
        reports.report(post, make.participant(), "Odd")

    gone.delete()

    assert [report.key for report in Report.objects.all()] == [kept.pk]


def test_reports_go_in_a_cascade(client):
    topic = make.topic()
    reports.report(topic.posts.get(), make.participant(), "Odd")
    keeper = make.moderator()

    topic.delete()

    assert not Report.objects.exists()
    client.force_login(keeper)
    assert client.get(reverse("moderation:queue")).status_code == 200


# --- Shown again


def things():
    """Return one row of each kind that can be hidden."""
    colab, topic = make.held_colab(), make.topic()
    insight = insights.write(colab, colab.organizer, "Ask less.")
    version = make.principles(topic.forum)
    proposal = make.principles(topic.forum, "Listen first.", number=None)
    person = make.membership(topic.forum, make.participant()).participant
    return {
        "principles": version,
        "concern": proposal.voices.create(participant=person, agrees=False, concern="And who speaks first?"),
        "statement": make.statement(topic, "How might we?"),
        "experiment": (tried := make.experiment(topic)),
        "trial": tried.trials.get(),
        "output": (kept := make.output(topic)),
        "use": make.use(kept),
        "post": make.post(topic),
        "topic": topic,
        "insight": insight,
        "comment": insights.comment(insight, make.participant(), "So do we."),
        "story": make.story(colab),
        "digest": make.monthly(topic.forum),
        "offer": offers.make(make.participant(listed=True), "A form in plain words"),
        "introduction": introductions.ask(
            make.participant(), make.participant(listed=True), "Twenty minutes?"
        ),
    }


@pytest.mark.parametrize("name", kinds)
def test_what_is_shown_again_keeps_no_reason_nor_who_hid_it(client, name):
    kind, thing, keeper = kinds[name], things()[name], make.moderator("Mo")
    kind.hide(thing, keeper, "Too hasty")
    client.force_login(keeper)
    [shown] = [address for address in addresses_of(name) if address.callback is views.show]

    client.post(reverse(f"{shown.namespace}:{shown.name}", args=[thing.pk]))

    row = kind.model._base_manager.get(pk=thing.pk)
    assert (row.hidden_at, row.hidden_by, row.hidden_reason) == (None, None, "")
    assert "Too hasty" not in client.get(reverse("moderation:hidden")).text
    assert "Too hasty" not in client.get(row.get_absolute_url(), follow=True).text


@pytest.mark.parametrize("name", ["post", "topic", "insight", "comment"])
def test_what_was_shown_again_by_an_older_version_keeps_none_either(name):
    """The migrations clear what was left before showing again cleared it."""
    thing, model = things()[name], kinds[name].model
    model.objects.filter(pk=thing.pk).update(hidden_reason="Too hasty", hidden_by=make.moderator())
    migration = import_module(LEFT_BEHIND[model._meta.app_label])

    migration.clear(apps, None)

    row = model._base_manager.get(pk=thing.pk)
    assert (row.hidden_by, row.hidden_reason) == (None, "")


LEFT_BEHIND = {
    "forums": "forums.migrations.0008_no_reason_of_what_is_shown",
    "followups": "followups.migrations.0004_no_reason_of_what_is_shown",
}
