"""Pages of reflections and stories: what stands on them, and for whom."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning.models import Reflection
from learning.reflection import stories
from learning.reflection.tests.test_reflections import STORY, hour, told
from network.connections import connections
from testing import make

pytestmark = pytest.mark.django_db


def reflect(colab):
    return reverse("learning:reflect", args=[colab.pk])


def typed(**fields):
    return {
        "q1": "",
        "q2": STORY["q2"],
        "story_2": "on",
        "title": STORY["title"],
        "named": "yes",
        "language": "en",
    } | fields


def test_only_who_was_there_has_the_page(client):
    colab, person = hour()
    for reader, status in [(person, 200), (make.participant(), 404), (make.moderator(), 404)]:
        client.force_login(reader)
        assert client.get(reflect(colab)).status_code == status


def test_the_page_says_when_the_other_questions_are_asked(client):
    colab, person = hour(2)
    client.force_login(person)

    shown = client.get(reflect(colab)).text

    assert "wait here from" in shown
    assert "q5" not in BeautifulSoup(shown, "html.parser").select_one("main form").text
    assert 'name="q5"' not in shown


def test_a_month_later_they_are_there(client):
    colab, person = hour(31)
    client.force_login(person)

    shown = client.get(reflect(colab)).text

    assert "wait here from" not in shown
    assert 'name="q8"' in shown


def test_what_is_known_stands_beside_the_boxes_and_not_in_them(client):
    colab, person = hour()
    make.note(colab, person, "Ask less.", audience="me")
    make.note(colab, make.participant(), "Not mine.")
    other = make.participant("Bo Nnbonn")
    connections.keep(person, other, colab)
    make.harvest(colab)
    client.force_login(person)

    shown = client.get(reflect(colab)).text

    assert ("Ask less." in shown, "Nnbonn" in shown, "#harvest" in shown) == (True, True, True)
    assert "Not mine." not in shown
    boxes = BeautifulSoup(shown, "html.parser").select("main form textarea")
    assert [box.text.strip() for box in boxes] == [""] * 4


def test_one_ticks_looks_and_shares(client):
    """Check R-REFLECTION-MINE: what others will read is shown word for word, then shared."""
    colab, person = hour()
    client.force_login(person)
    answer = client.post(reflect(colab), typed(q1="For me alone."))
    assert answer.url == reverse("learning:share_story", args=[colab.pk])
    shown = BeautifulSoup(client.get(answer.url).text, "html.parser")
    card = shown.select_one("article")
    assert STORY["q2"] in card.text
    assert "For me alone." not in shown.text
    assert not Reflection.objects.shared().exists()

    seen = shown.select_one("input[name=seen]")["value"]
    story = client.post(answer.url, {"seen": seen}).url

    client.logout()
    read = client.get(story).text
    assert STORY["q2"] in read
    assert "For me alone." not in read


def test_what_one_has_not_looked_at_is_not_shared(client):
    colab, person = hour()
    client.force_login(person)
    address = client.post(reflect(colab), typed()).url

    assert client.post(address, {"seen": "nothing"}).url == address
    assert not Reflection.objects.shared().exists()


def test_one_press_takes_it_back(client):
    story = told()
    client.force_login(story.participant)
    assert "Take it back" in client.get(story.get_absolute_url()).text

    for _press in range(2):
        answer = client.post(reverse("learning:take_back_story", args=[story.pk]))
        assert answer.url == reflect(story.colab)

    assert client.get(story.get_absolute_url()).status_code == 404
    client.force_login(make.participant())
    assert client.post(reverse("learning:take_back_story", args=[story.pk])).status_code == 404


def test_nothing_is_required(client):
    """Check R-NOTHING-REQUIRED."""
    colab, person = hour()
    client.force_login(person)
    empty = {"q1": "", "title": "", "named": "yes", "language": "en"}

    assert client.post(reflect(colab), empty).url == reflect(colab)


def test_boxes_that_are_not_asked_yet_stay_as_they_are(client):
    story = told(31, STORY | {"q8": "A month on.", "in_story": [2, 8]})
    ago = timezone.now() - timedelta(days=3)
    story.colab.starts_at, story.colab.ends_at = ago, ago + timedelta(hours=1)
    story.colab.save(update_fields=["starts_at", "ends_at"])
    client.force_login(story.participant)

    client.post(reflect(story.colab), typed(q2="Changed."))

    mine = Reflection.objects.get()
    assert (mine.q2, mine.q8, mine.in_story) == ("Changed.", "A month on.", [2, 8])


def test_what_was_changed_in_another_tab_is_not_written_over(client):
    colab, person = hour()
    client.force_login(person)
    first = BeautifulSoup(client.get(reflect(colab)).text, "html.parser")
    begun = first.select_one("input[name=begun]")["value"]
    client.post(reflect(colab), typed(q1="From the other tab."))

    answer = client.post(reflect(colab), typed(q1="From this one.", begun=begun))

    assert answer.status_code == 422
    assert Reflection.objects.get().q1 == "From the other tab."


def test_a_story_stands_on_the_page_of_its_hour_and_leads_back(client):
    """Check R-LINKS-BACK."""
    story = told()
    after = reverse("followups:after", args=[story.colab_id])

    assert story.get_absolute_url() in client.get(after).text
    read = client.get(story.get_absolute_url()).text
    for address in (story.colab.get_absolute_url(), story.colab.topic.get_absolute_url(), after):
        assert address in read


def test_stories_are_listed_the_newest_first_and_nothing_is_counted(client):
    """Check R-NOBODY-RANKED."""
    first, second = told(), told()

    listed = client.get(reverse("learning:stories")).context["stories"].rows

    assert listed == [second, first]


def test_the_list_shows_what_its_reader_may_read(client):
    """Check R-QUERY-PERMISSION."""
    forum = make.forum(is_public=False)
    story, member = told(forum=forum), make.membership(forum, make.participant()).participant

    for reader, rows in [(None, []), (make.participant(), []), (member, [story])]:
        client.logout()
        if reader:
            client.force_login(reader)
        assert client.get(reverse("learning:stories")).context["stories"].rows == rows
        assert client.get(f"/stories/{story.pk}.md").status_code == (200 if rows else 404)


def test_a_hidden_story_is_read_by_its_teller_and_moderators_alone(client):
    story = told()
    moderator = make.moderator()
    client.force_login(moderator)
    client.post(reverse("learning:hide_story", args=[story.pk]), {"reason": "It names a client."})

    for reader, status in [(moderator, 200), (story.participant, 200), (make.participant(), 404)]:
        client.force_login(reader)
        assert client.get(story.get_absolute_url()).status_code == status
    client.force_login(moderator)
    stories.take_back(story, story.participant)
    assert client.get(story.get_absolute_url()).status_code == 404


def test_a_story_as_markdown_has_its_words_and_no_mark_of_theirs(client):
    story = told(words=STORY | {"q2": "Ask *less*.\n\nAnd <b>listen</b>."})

    text = client.get(f"/stories/{story.pk}.md").content.decode()

    assert text.startswith(f"# {STORY['title']}\n\n## What do you see now")
    assert r"Ask \*less\*." in text
    assert r"And \<b\>listen\</b\>." in text
    assert story.get_absolute_url() in text
