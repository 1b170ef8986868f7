"""What holds for every kind of thing that is moderated."""

import pytest
from django.urls import get_resolver, reverse

from moderation import reports, views
from moderation.models import Hideable, Report
from moderation.registry import kinds
from testing import make

pytestmark = pytest.mark.django_db

REPORTABLE = [name for name, kind in kinds.items() if kind.moderators]
VERBS = {True: {views.report, views.hide, views.show, views.settle}, False: {views.hide, views.show}}


def verbs_of(name, patterns=None):
    """Return the pages of moderation that have an address for this kind."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from verbs_of(name, pattern.url_patterns)
        elif pattern.default_args.get("kind") == name:
            yield pattern.callback


@pytest.mark.parametrize("name", kinds)
def test_each_kind_has_the_addresses_of_its_verbs(name):
    assert set(verbs_of(name)) == VERBS[name in REPORTABLE]


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
