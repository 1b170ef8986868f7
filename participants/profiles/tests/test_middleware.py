"""Every page is shown in the reader's zone and language."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from core.web.middleware import ReadersClockAndLanguage
from testing import make

pytestmark = pytest.mark.django_db
PAGE = "account_reset_password"  # open to everyone


def seen(client, **headers):
    page = client.get(reverse(PAGE), headers=headers)
    return page.headers["Content-Language"], page.context["clock"]["city"]


def test_a_visitor_has_the_browsers_language_and_the_sites_clock(client):
    assert seen(client, **{"Accept-Language": "es-MX,es;q=0.9"}) == ("es", "Toronto")
    assert seen(client, **{"Accept-Language": "de"}) == ("en", "Toronto")


def test_a_person_has_their_own_whatever_the_browser_says(client):
    client.force_login(make.participant(language="fr", zone="America/St_Johns"))

    assert seen(client, **{"Accept-Language": "es"}) == ("fr", "St. John’s")


def test_the_language_switch_is_kept_for_a_visitor(client):
    client.post(reverse("set_language"), {"language": "fr"})

    assert seen(client, **{"Accept-Language": "en"}) == ("fr", "Toronto")


def test_the_language_switch_of_a_person_is_kept_in_the_account(client):
    person = make.participant(language="en")
    client.force_login(person)

    client.post(reverse("set_language"), {"language": "es"})

    person.refresh_from_db()
    assert person.language == "es"
    client.logout()
    client.force_login(person)
    assert seen(client)[0] == "es"


def test_nothing_of_one_reader_is_left_for_the_next(client):
    client.force_login(make.participant(language="fr", zone="America/Vancouver"))
    client.get(reverse(PAGE))

    assert translation.get_language() == "en"
    assert timezone.get_current_timezone_name() == "America/Toronto"


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse(PAGE))


def test_a_page_that_fails_leaves_nothing_behind(rf):
    def broken(request):
        raise RuntimeError

    request = rf.get("/")
    request.user = make.participant(language="fr")
    with pytest.raises(RuntimeError):
        ReadersClockAndLanguage(broken)(request)

    assert translation.get_language() == "en"
