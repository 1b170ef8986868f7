"""How much the visitors of one network may ask for (R-LIMITS)."""

import pytest
import time_machine
from django.urls import reverse

from participants import limits
from participants.models import LimitCount
from testing import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.77", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.77", "198.51.100.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_visitors_are_counted_by_network(address, network):
    assert limits.network(address) == network


def statuses(client, address, number, name="search", args=(), **where):
    return [
        client.get(reverse(name, args=args), **where, REMOTE_ADDR=address).status_code for _ in range(number)
    ]


def test_visitors_of_one_network_search_sixty_times_a_minute(client):
    """Check R-LIMITS."""
    with time_machine.travel("2026-11-03 12:00Z", tick=False) as clock:
        found = [
            client.get(reverse("search"), REMOTE_ADDR=f"198.51.100.{number}").status_code
            for number in range(61)
        ]
        assert found == [200] * 60 + [429]
        assert statuses(client, "198.51.101.1", 1) == [200]

        clock.shift(20)
        answer = client.get(reverse("search"), REMOTE_ADDR="198.51.100.1")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
        assert "from your network" in answer.text
        clock.shift(40)
        assert statuses(client, "198.51.100.1", 1) == [200]


def test_the_history_of_a_post_has_its_own_count(client):
    post = make.topic().posts.get()
    statuses(client, "198.51.100.1", 60)

    answers = statuses(client, "198.51.100.1", 61, "forums:history", [post.pk])

    assert answers[:2] == [200, 200] or set(answers) == {302}  # a visitor, or asked to sign in
    assert answers[-1] in {429, 302}


def test_those_signed_in_are_not_counted_by_network(client):
    client.force_login(make.participant())

    assert set(statuses(client, "198.51.100.1", 61)) == {200}
    assert not LimitCount.objects.exists()


def test_behind_a_proxy_the_visitors_address_counts(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.get(
        reverse("search"), headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"}, REMOTE_ADDR="10.0.0.1"
    )

    assert LimitCount.objects.get().who == "198.51.100.0/24"


def test_networks_are_forgotten_after_a_minute(client):
    with time_machine.travel("2026-11-03 12:00Z", tick=False) as clock:
        statuses(client, "198.51.100.1", 1)
        clock.shift(60)
        assert limits.prune() == 1
