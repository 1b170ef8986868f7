"""Pages, feed, Markdown and mails of monthly digests."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning import months
from learning.models import MonthlyDigest, Trial
from learning.monthly import digests
from learning.monthly.tests.test_digests import messenger, published, steward, told
from mailing import outbox
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db
MONTH = f"{months.this():%Y-%m}"


@pytest.fixture
def forum():
    return make.forum(name="Letters")


def address(name, *args):
    return reverse(f"learning:{name}", args=args)


def test_what_is_sent_after_midnight_is_kept_for_the_month_of_its_page(client, forum, time_machine):
    """Check R-NOTHING-TYPED-IS-LOST."""
    time_machine.move_to("2027-03-31T18:00Z", tick=False)
    make.output(make.topic(forum=forum))
    client.force_login(messenger(forum))
    form = BeautifulSoup(
        client.get(address("write_monthly_in_space", forum.slug)).text, "html.parser"
    ).select_one("main form")
    time_machine.move_to("2027-04-01T18:00Z", tick=False)

    page = address("write_monthly_in_space", forum.slug)
    answer = client.post(page + form["action"], {"opening": "A good month.", "language": "en"})

    assert answer.status_code == 302
    assert f"{MonthlyDigest.objects.get().month:%Y-%m}" == "2027-03"


def test_a_space_has_a_feed_of_its_own(client, forum):
    other = make.forum(name="Roads")
    for space in (forum, other):
        make.output(make.topic(forum=space))
        published(space, messenger(space))

    page = BeautifulSoup(client.get(address("monthly_in_space", forum.slug)).text, "html.parser")
    feed = client.get(page.select_one("link[type='application/atom+xml']")["href"]).text
    assert "Letters · Monthly digest" in feed
    assert "Roads" not in feed
    assert "Roads · Monthly digest" in client.get(address("monthly_atom")).text


def everywhere(client, digest):
    """Return what everybody reads of a digest: page, Markdown, feed."""
    pages = [digest.get_absolute_url(), digest.address("monthly_markdown_of"), address("monthly_atom")]
    answers = [client.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.text for answer in answers]


def mail_to(person, digest):
    """Return the text of the mail about a digest as it would be sent now, "" where there is none."""
    message = Message.objects.get(kind="digest-published", recipient=person)
    content = outbox._content(message)
    message.refresh_from_db()
    Message.objects.filter(pk=message.pk).update(content=None, subject="")
    return content.decode() if content else ""


def hide(thing):
    thing.hidden_at = timezone.now()
    thing.save()


def test_what_is_hidden_after_it_was_published_is_gone_from_page_feed_markdown_and_later_mails(client, forum):
    """Check R-DIGEST-IS-PUBLIC."""
    topic, by = make.topic(forum=forum), steward(forum)
    kept, gone = make.output(topic, title="Kept letter"), make.output(topic, title="Gone letter")
    digest = published(forum, by)
    for text in (*everywhere(client, digest), mail_to(by, digest)):
        assert "Kept letter" in text
        assert "Gone letter" in text

    hide(gone)

    for text in (*everywhere(client, digest), mail_to(by, digest)):
        assert "Kept letter" in text
        assert "Gone letter" not in text
    assert kept.what_for in everywhere(client, digest)[0]


def test_what_was_taken_back_deleted_or_closed_is_gone_too(client, forum):
    """Check R-DIGEST-IS-PUBLIC: for whoever looks, also for who may still see it elsewhere."""
    by, another = make.organizer(), make.forum()
    topic, colab = make.topic(forum=forum), make.held_colab(topic=make.topic(forum=forum))
    output, story = make.output(topic, by, title="A draft again"), make.story(colab, title="Told no more")
    trial = told(topic, "no")
    closed = make.output(make.topic(forum=another), title="Behind a door")
    digest = published(None, by)
    client.force_login(by)
    assert all("Behind a door" in text for text in everywhere(client, digest))

    output.state, output.published_at = "draft", None
    output.save()
    story.shared_at = None
    story.save()
    Trial.objects.filter(pk=trial.pk).delete()
    another.is_public = False
    another.save()
    make.membership(another, by)

    for text in everywhere(client, digest):
        for words in (output.title, story.title, "It was no.", closed.title):
            assert words not in text


def test_each_answer_of_a_trial_has_the_same_marks_and_as_many_words(client, forum):
    """Check R-SAME-LENGTH: page, Markdown and mail differ in the answer alone."""
    topic, by = make.topic(forum=forum), steward(forum)
    experiment = make.experiment(topic)
    for showed in ("yes", "partly", "no", "early"):
        make.trial(experiment, showed=showed, learnt="word " * 200)
    digest = published(forum, by)

    page, markdown, _feed = everywhere(client, digest)
    rows = BeautifulSoup(page, "html.parser").select("#monthly-told + ul > li")
    labels = dict(Trial.Showed.choices)

    def alike(text):
        for label in labels.values():
            text = text.replace(str(label), "…")
        return "".join(part for part in text if not part.isdigit())

    assert len({alike(str(row)) for row in rows}) == 1
    assert len(rows) == 4
    lines = [line for line in markdown.splitlines() if line.startswith("- [") and "word" in line]
    assert len(lines) == 4
    assert len({alike(line) for line in lines}) == 1


def test_it_is_written_looked_at_published_changed_and_taken_back(client, forum):
    output = make.output(make.topic(forum=forum), title="A letter")
    person = messenger(forum)
    client.force_login(person)
    write = address("write_monthly_in_space", forum.slug)
    assert write in client.get(address("monthly_in_space", forum.slug)).text
    form = BeautifulSoup(client.get(write).text, "html.parser")
    [tick] = form.select("input[name=output]")
    assert (tick["value"], tick.has_attr("checked")) == (str(output.pk), True)

    sent = {"opening": "It was *short*.", "output": [output.pk], "language": "en"}
    answer = client.post(write, sent)
    digest = MonthlyDigest.objects.get()
    draft = address("monthly_draft", digest.pk)
    assert answer.url == draft == client.post(write, sent).url
    assert "<em>short</em>" in client.get(draft).text
    client.logout()
    assert client.get(digest.get_absolute_url()).status_code == 404
    assert client.get(draft).status_code == 302

    client.force_login(person)
    for _press in range(2):
        client.post(address("publish_monthly", digest.pk))
    client.post(address("change_monthly", digest.pk), {"opening": "It was long.", "output": [output.pk]})
    client.logout()
    page = client.get(digest.get_absolute_url()).text
    assert "It was long." in page
    assert "A letter" in page
    assert digest.get_absolute_url() in client.get(address("monthly")).text

    client.force_login(person)
    client.post(address("take_monthly_back", digest.pk))
    assert client.get(digest.get_absolute_url()).status_code == 404


def test_what_was_taken_out_stays_out_when_it_is_changed(client, forum):
    topic, by = make.topic(forum=forum), steward(forum)
    kept, left = make.output(topic), make.output(topic)
    digest = published(forum, by, chosen=[("output", kept.pk)])
    client.force_login(by)

    form = BeautifulSoup(client.get(address("change_monthly", digest.pk)).text, "html.parser")

    ticked = {tick["value"]: tick.has_attr("checked") for tick in form.select("input[name=output]")}
    assert ticked == {str(kept.pk): True, str(left.pk): False}


def test_whoever_does_not_write_it_finds_no_page_of_writing(client, forum):
    """Check R-MONTHLY-WRITERS."""
    make.output(make.topic(forum=forum))
    digest = published(forum, steward(forum))
    client.force_login(make.membership(forum, make.participant()).participant)

    for name, args in (("write_monthly", []), ("write_monthly_in_space", [forum.slug])):
        assert client.get(address(name, *args)).status_code == 404
    for name in ("monthly_draft", "change_monthly"):
        assert client.get(address(name, digest.pk)).status_code == 404
    assert "Write this month" not in client.get(address("monthly_in_space", forum.slug)).text


def test_a_month_without_anything_says_so_and_leads_on(client, forum):
    """Check R-NO-EMPTY-DIGEST."""
    client.force_login(steward(forum))

    answer = client.get(address("write_monthly_in_space", forum.slug))

    assert "This month has nothing yet" in answer.text
    assert "<form" not in BeautifulSoup(answer.text, "html.parser").main.decode()
    assert client.get(address("monthly_of_space", forum.slug, months.this())).status_code == 404


def test_spaces_that_are_closed_or_heal_have_no_page_of_it(client):
    for forum in (make.forum(is_public=False), make.forum(kind="healing")):
        client.force_login(steward(forum))
        for name in ("monthly_in_space", "write_monthly_in_space"):
            assert client.get(address(name, forum.slug)).status_code == 404
        assert (
            address("monthly_in_space", forum.slug)
            not in client.get(reverse("forums:about", args=[forum.slug])).text
        )


def test_it_is_read_in_ones_language_if_there_is_one_and_leads_to_the_others(client, forum):
    make.monthly(forum, opening="In English.")
    french = make.monthly(forum, opening="En français.", language="fr")
    place = address("monthly_of_space", forum.slug, months.this())

    shown = client.get(place).text
    assert "In English." in shown
    assert french.get_absolute_url() in shown
    assert "En français." in client.get(french.get_absolute_url()).text
    french.delete()
    assert "In English." in client.get(place, {"language": "fr"}).text


def test_a_hidden_one_is_for_its_writer_and_moderators_with_the_reason(client, forum):
    make.output(make.topic(forum=forum))
    by = steward(forum)
    digest = published(forum, by)
    digest.hidden_reason = "It names a child."
    hide(digest)

    assert client.get(digest.get_absolute_url()).status_code == 404
    assert digest.address("monthly_markdown_of") not in client.get(address("monthly")).text
    assert mail_to(by, digest) == ""
    for person in (by, make.moderator()):
        client.force_login(person)
        assert "It names a child." in client.get(digest.get_absolute_url()).text


def test_no_mail_goes_out_of_what_was_taken_back_or_to_who_has_left(forum):
    make.output(make.topic(forum=forum))
    by, member = steward(forum), make.membership(forum, make.participant()).participant
    digest = published(forum, by)
    assert mail_to(member, digest)

    forum.memberships.filter(participant=member).delete()
    assert mail_to(member, digest) == ""
    digests.take_back(digest, by)
    assert mail_to(by, digest) == ""


def test_the_line_to_copy_has_the_hashtag_of_the_community(client, settings, forum):
    digest = make.monthly(forum)
    assert "A line to copy" not in client.get(digest.get_absolute_url()).text

    settings.COLAB = settings.COLAB | {"hashtag": "#colab"}

    page = BeautifulSoup(client.get(digest.get_absolute_url()).text, "html.parser")
    assert page.find(id="pass-on")["value"].endswith(f"{digest.get_absolute_url()} #colab")


def test_the_messengers_list_holds_what_everybody_may_read_of_this_month(client, forum):
    """Check R-ROLE-GIVES-NOTHING, and that nothing of another month is in it."""
    topic, person = make.topic(forum=forum), messenger(forum)
    shown, hidden, old = (make.output(topic, title=f"{name} letter") for name in ("New", "Hidden", "Old"))
    hide(hidden)
    old.published_at -= timedelta(days=70)
    old.save()
    trial = told(topic, "no")
    client.force_login(person)

    page = client.get(reverse("forums:roles", args=[forum.slug])).text
    found = BeautifulSoup(page, "html.parser").find(id="role-messenger").text

    assert shown.title in found
    assert trial.experiment.if_we in found
    assert hidden.title not in found
    assert old.title not in found
