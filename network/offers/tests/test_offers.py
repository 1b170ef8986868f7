"""What people could give and look for: one line, half a year, in the directory (R-OFFERS-END)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.models import Topic
from moderation import reports
from network.models import Offer
from network.offers import offers
from participants import limits
from participants.open_ends import registry
from participants.privacy import erasure, export
from participants.profiles import sections
from participants.profiles.sections import Audience
from testing import make

pytestmark = pytest.mark.django_db
LETTERS = "Templates for letters"


@pytest.fixture
def ana():
    return make.participant("Ana Ash", listed=True)


@pytest.fixture
def ben():
    return make.participant("Ben Birch", listed=True)


@pytest.fixture
def need(ana):
    return offers.make(ana, "A form in plain words", is_need=True, tags=["forms"])


def again(offer):
    return Offer.objects.get(pk=offer.pk)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def get(person, name, *args, **asked):
    return signed_in(person).get(reverse(f"network:{name}", args=args), asked)


def press(person, name, *args, **fields):
    return signed_in(person).post(reverse(f"network:{name}", args=args), fields, follow=True)


# --- Writing


def test_an_offer_is_kept_for_half_a_year(ana):
    answer = press(ana, "new_offer", kind="offer", text=LETTERS, tags="letters, words", language="en")

    made = Offer.objects.get()
    assert answer.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.text, made.is_need, made.participant) == (LETTERS, False, ana)
    assert {tag.name for tag in made.tags.all()} == {"letters", "words"}
    assert timedelta(days=182) < made.until - timezone.now() < timedelta(days=184)


def test_the_same_line_sent_again_is_one_offer(ana):
    assert offers.make(ana, LETTERS) == offers.make(ana, LETTERS)


@pytest.mark.parametrize("is_need", [True, False])
def test_five_of_each_at_most(ana, is_need):
    for number in range(5):
        offers.make(ana, f"Thing {number}", is_need=is_need)
    offers.make(ana, "Another thing", is_need=not is_need)

    with pytest.raises(offers.Refused):
        offers.make(ana, "Too many", is_need=is_need)
    Offer.objects.filter(text="Thing 0").update(until=timezone.now())
    assert offers.make(ana, "Not too many", is_need=is_need)
    with pytest.raises(offers.Refused):
        offers.renew(Offer.objects.get(text="Thing 0"))


def test_what_is_refused_keeps_what_was_typed(ana):
    for number in range(5):
        offers.make(ana, f"Thing {number}")

    answer = press(ana, "new_offer", kind="offer", text=LETTERS, tags="letters", language="en")

    assert answer.status_code == 422
    assert "You have five offers already." in answer.text
    assert (LETTERS in answer.text, 'value="letters"' in answer.text) == (True, True)
    assert not Offer.objects.filter(text=LETTERS).exists()


def test_four_tags_are_refused(ana):
    assert (
        press(ana, "new_offer", kind="offer", text=LETTERS, tags="a1, b1, c1, d1", language="en").status_code
        == 422
    )


def test_its_author_changes_it_renews_it_and_takes_it_back(ana, need):
    assert "A form in plain words" in get(ana, "change_offer", need.pk).text
    press(ana, "change_offer", need.pk, text="A form in few words", tags="forms", language="en")
    assert again(need).text == "A form in few words"
    Offer.objects.update(until=timezone.now())
    assert "It ended on" in get(ana, "offer", need.pk).text
    press(ana, "renew_offer", need.pk)
    assert not again(need).has_ended
    press(ana, "take_back_offer", need.pk)
    assert not Offer.objects.exists()
    assert press(ana, "take_back_offer", need.pk).redirect_chain[-1][0] == reverse("network:my_offers")


@pytest.mark.parametrize("name", ["change_offer", "renew_offer", "need_as_topic", "preview_need"])
def test_nobody_else_changes_it(ben, need, name):
    assert press(ben, name, need.pk, text="Mine", language="en").status_code == 404
    assert again(need).text == "A form in plain words"


def test_nobody_else_takes_it_back(ben, need):
    press(ben, "take_back_offer", need.pk)
    assert again(need)


# --- Reading


def lists(reader, **asked):
    return [[row.text for row in get(reader, name, **asked).context["page"]] for name in ("offers", "needs")]


def test_the_directory_has_a_list_of_each(ana, ben, need):
    offers.make(ana, LETTERS)

    assert lists(ben) == [[LETTERS], ["A form in plain words"]]


def test_it_is_found_by_words_and_by_tag(ana, ben, need):
    offers.make(ana, LETTERS, tags=["plain language"])

    assert lists(ben, q="letter") == [[LETTERS], []]
    assert lists(ben, tag="Forms") == [[], ["A form in plain words"]]
    assert "Nothing was found" in get(ben, "offers", q="houses").text


@pytest.mark.parametrize(
    "hidden",
    [
        lambda ana: type(ana).objects.filter(pk=ana.pk).update(listed=False),
        lambda ana: type(ana).objects.filter(pk=ana.pk).update(is_active=False),
        lambda ana: sections.choose(ana, {"offers": Audience.NOBODY}),
        lambda ana: Offer.objects.update(until=timezone.now()),
        lambda ana: offers.hide(Offer.objects.get(), make.moderator(), "Not kind."),
    ],
)
def test_who_does_not_show_it_shows_it_nowhere(ana, ben, need, hidden):
    hidden(ana)

    assert lists(ben) == [[], []]
    assert get(ben, "offer", need.pk).status_code == 404
    people = signed_in(ben).get(reverse("participants:people"), {"q": "plain words"})
    assert people.context["people"].rows == []


def test_who_asks_about_it_begins_with_its_words(ana, ben, need):
    answer = get(ben, "ask_for_time", ana.pk, about=need.pk)
    assert answer.context["form"]["why"].value() == "You look for this: A form in plain words"
    other = offers.make(ben, LETTERS)
    for odd in (other.pk, "x", "9" * 30, ""):
        assert get(ben, "ask_for_time", ana.pk, about=odd).context["form"]["why"].value() == ""


# --- Its end


def ends(person):
    return [(end.subject, end.text) for end in registry.for_note(person)]


def test_nobodys_offer_ends_unseen(ana, need, time_machine):
    """Check R-OFFERS-END: two weeks before, and four weeks after, the weekly note asks."""
    asked = ("A form in plain words", "Do you still look for this?")
    for days, said in ((168, []), (170, [asked]), (184, [asked]), (210, [asked]), (212, [])):
        time_machine.move_to(need.created_at + timedelta(days=days))
        assert (ends(ana), ana.pk in registry.people()) == (said, bool(said))


def test_a_renewed_one_is_not_asked_about(ana, need, time_machine):
    time_machine.move_to(need.until - timedelta(days=3))
    offers.renew(need)

    assert ends(ana) == []


# --- A need becomes a topic


def test_a_need_becomes_a_topic_in_one_press(ana, need):
    """Check R-NEED-TO-TOPIC."""
    forum = make.forum()
    form = get(ana, "need_as_topic", need.pk).context["form"]
    assert form["nominate"].value() is True
    filled = {name: form[name].value() for name in ("title", "text", "tags", "language")}
    sent = filled | {"forum": forum.pk, "nominate": "on"}

    answer = press(ana, "need_as_topic", need.pk, **sent)

    topic = Topic.objects.get()
    assert answer.redirect_chain[-1][0] == topic.get_absolute_url()
    assert (topic.title, topic.author, topic.nominations.count()) == ("A form in plain words", ana, 1)
    assert [tag.name for tag in topic.tags.all()] == ["forms"]
    assert topic.title in get(make.participant(), "offer", need.pk).text
    assert "Post it as a topic" not in get(ana, "offer", need.pk).text


def test_a_need_is_not_posted_where_nobody_is_named(ana, need):
    """Check R-UNATTRIBUTED: the need would name who wrote the topic."""
    healing = make.forum(kind="healing", is_public=False)
    make.membership(healing, ana)
    make.forum()

    spaces = get(ana, "need_as_topic", need.pk).context["form"].fields["forum"].queryset

    assert healing not in spaces


def test_a_topic_that_a_reader_may_not_read_is_not_linked(ana, ben, need):
    private = make.forum(is_public=False, kind="practice")
    make.membership(private, ana)
    topic = offers.post_as_topic(need, forum=private, title="Who has a form?", text="I look for it.")

    assert topic.title in get(ana, "offer", need.pk).text
    assert topic.title not in get(ben, "offer", need.pk).text


def test_a_topic_of_a_space_that_names_nobody_any_more_is_not_linked(ana, need):
    """Check R-UNATTRIBUTED."""
    private = make.forum(is_public=False, kind="practice")
    make.membership(private, ana)
    topic = offers.post_as_topic(need, forum=private, title="Who has a form?", text="I look for it.")
    make.healing(private)

    assert topic.title not in get(ana, "offer", need.pk).text


def test_an_offer_is_no_topic(ana):
    assert get(ana, "need_as_topic", offers.make(ana, LETTERS).pk).status_code == 404


def test_without_a_space_to_post_in_it_says_so(ana, need):
    answer = get(ana, "need_as_topic", need.pk)

    assert answer.status_code == 422
    assert "There is no forum yet in which you could post it." in answer.text


# --- Moderators, limits, leaving


def test_it_is_reported_and_hidden_and_shown_again(ana, ben, need):
    moderator = make.moderator()
    reports.report(need, ben, "It sells something.")
    press(moderator, "hide_offer", need.pk, reason="It sells something.")

    assert get(ben, "offer", need.pk).status_code == 404
    assert "It sells something." in get(ana, "offer", need.pk).text
    for verb in (
        lambda: offers.change(need, "Other words", "en", []),
        lambda: offers.renew(need),
        lambda: offers.post_as_topic(need, forum=make.forum(), title="A form?", text="I look for it."),
    ):
        with pytest.raises(offers.Refused):
            verb()
    press(moderator, "unhide_offer", need.pk)
    assert get(ben, "offer", need.pk).status_code == 200


def test_a_report_is_read_although_it_was_taken_from_the_directory(ana, ben, need):
    moderator = make.moderator()
    reports.report(need, ben, "It sells something.")
    sections.choose(ana, {"offers": Audience.NOBODY})

    assert get(moderator, "offer", need.pk).status_code == 200


def test_there_is_a_limit(ana, settings):
    settings.COLAB = settings.COLAB | {"limits": settings.COLAB["limits"] | {"offer": (1, 1)}}
    offers.make(ana, LETTERS)

    with pytest.raises(limits.Refused):
        offers.make(ana, "Something else")


def test_they_are_exported_and_erased(ana, need):
    assert [row["text"] for row in export.of(ana)["offers"]] == ["A form in plain words"]
    erasure.erase(ana)
    assert not Offer.objects.exists()
