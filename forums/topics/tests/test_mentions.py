from email import message_from_bytes, policy

import pytest

from core.text.markup import render
from forums.models import Forum
from forums.spaces import memberships
from forums.topics import mentions, posts, topics, watches
from mailing import outbox
from mailing.models import Message
from participants.accounts import activation
from testing import make

pytestmark = pytest.mark.django_db


def page(person):
    return f"/people/{person.pk}/"


def listed(name, **fields):
    return make.participant(name, listed=True, **fields)


def notified(kind="mention"):
    return [message.recipient for message in Message.objects.filter(kind=kind).order_by("pk")]


def states():
    return dict(Message.objects.order_by("pk").values_list("kind", "state"))


def linked(text):
    """Return the text with mentions linked, in a new topic by a new participant."""
    return mentions.link(text, make.participant(), make.forum())


# --- Linking

SOMEBODY = "Ana", "Ana García", "José Núñez-Ōta", "Bo Jr.", "Éloïse d'Arc", "A"


@pytest.fixture
def some_people():
    """People in the directory, by name; two of them are called Sam Double."""
    for _number in range(2):
        listed("Sam Double")
    return {name: listed(name) for name in SOMEBODY}


@pytest.mark.parametrize(
    ("written", "mentioned"),
    [
        ("@Ana", ["Ana"]),
        ("Ask @Ana, she knows", ["Ana"]),
        ("(@Ana)", ["Ana"]),
        ("@Ana's idea", ["Ana"]),
        ("**@Ana**: yes", ["Ana"]),
        ("# @Ana\n\n- @Ana García?\n- @A!", ["Ana", "Ana García", "A"]),
        ("| who |\n|---|\n| @Ana |", ["Ana"]),
        ("@ana garcía agrees", ["Ana García"]),
        ("@ANA GARCÍA", ["Ana García"]),
        ("@Ana Garcia", ["Ana García"]),
        ("@Ana Gärcia", ["Ana"]),
        ("@Ana Garcíaz", ["Ana"]),
        ("@Ana\nGarcía", ["Ana"]),
        ("@José Núñez-Ōta.", ["José Núñez-Ōta"]),
        ("@Jose\u0301 Nu\u0301n\u0303ez-O\u0304ta", ["José Núñez-Ōta"]),
        ("@éloïse d'arc…", ["Éloïse d'Arc"]),
        ("@Bo Jr. and @Ana", ["Bo Jr.", "Ana"]),
        ("@Ana @Ana", ["Ana"]),
        ("> @A\n\n@Ana", ["Ana"]),
    ],
)
def test_a_name_after_an_at_sign_becomes_a_link_to_that_person(some_people, written, mentioned):
    text = linked(written)

    assert mentions.people_in(text) == [some_people[name].pk for name in mentioned]
    assert linked(text) == text


@pytest.mark.usefixtures("some_people")
@pytest.mark.parametrize(
    "written",
    [
        "",
        "@",
        "Ana",
        "@ Ana",
        "@Anabel",
        "@Ana-Maria",
        "@Ana\u0301",
        "@Nobody",
        "@Sam Double",
        "write@Ana",
        "write@ana.example.org",
        "https://social.example.org/@Ana",
        r"\@Ana",
        "!@Ana",
        "`@Ana`",
        "``x ` @Ana``",
        "```\n@Ana\n```",
        "    @Ana",
        "> @Ana",
        "[@Ana](https://example.org)",
        "[see **@Ana** there](/topics/1/)",
        "<https://example.org/?(@Ana)>",
        "[@Ana]: /people/1/",
        "![@Ana](/people/1/)",
    ],
)
def test_what_is_no_mention_stays_as_it_was_written(written):
    assert linked(written) == written


@pytest.mark.parametrize(
    "name",
    [
        "*Ana*",
        "[Ana](https://evil.example)",
        "Ana]",
        "A`n`a",
        "<b>Ana</b>",
        r"Ana\ ",
        "&amp; _A_ ~~B~~ | C",
        "@na",
    ],
)
def test_a_name_with_marks_of_markdown_is_a_name_and_nothing_else(name):
    person = listed(name.strip())
    text = linked(f"Ask @{name.strip()}, please.")

    assert text == f"Ask {mentions.markdown(person)}, please."
    assert mentions.people_in(text) == [person.pk]
    assert mentions.without_links(text) == f"Ask @{name.strip()}, please."
    assert render(text).count("<a ") == 1


def test_a_link_that_somebody_wrote_to_a_page_is_no_mention():
    assert mentions.people_in("[Ana](/people/3/) [@Ana](/forums/3/) [@Ana](https://x.org/people/3/)") == []
    assert mentions.people_in("> [@Ana](/people/3/)\n\n`[@Ana](/people/3/)`") == []


def test_those_who_wrote_in_the_topic_can_be_mentioned_there_and_nowhere_else():
    topic, author = make.topic(author=make.participant("Ana")), make.participant("Bo")
    hidden = make.post(topic, author=make.participant("Hidden"))
    posts.hide(hidden, make.moderator(), "Rude")

    assert mentions.link("@Ana", author, topic.forum, topic) == f"[@Ana]({page(topic.author)})"
    assert mentions.link("@Hidden", author, topic.forum, topic) == "@Hidden"
    assert mentions.link("@Ana", topic.author, topic.forum, topic) == "@Ana"
    assert mentions.link("@Ana", author, topic.forum) == "@Ana"


def test_a_name_that_a_writer_and_somebody_in_the_directory_have_is_nobodys():
    topic = make.topic(author=make.participant("Ana"))
    listed("ANA")

    assert mentions.link("@Ana", make.participant(), topic.forum, topic) == "@Ana"


def test_in_a_forum_that_is_not_public_only_its_members_are_found():
    forum = make.forum(is_public=False)
    ana, _bo = listed("Ana"), listed("Bo")
    make.membership(forum, ana)

    assert mentions.link("@Ana @Bo", make.participant(), forum) == f"[@Ana]({page(ana)}) @Bo"


def test_accounts_that_are_closed_are_not_mentioned():
    topic = make.topic(author=make.participant("Ana"))
    activation.deactivate(topic.author)

    assert mentions.link("@Ana", make.participant(), topic.forum, topic) == "@Ana"


def test_a_text_that_would_grow_too_long_stays_as_it_is():
    listed("Ana")
    text = "@Ana ".ljust(30_000, "x")

    assert linked(text) == text


@pytest.mark.parametrize(
    "text", ["@Ana " * 6000, "[@" * 15_000, "@\ue000" + "9" * 5000 + "\ue001", "@A`" * 9000]
)
def test_long_and_odd_texts_are_taken(text):
    listed("Ana")

    assert mentions.people_in(linked(text))[1:] == []
    assert mentions.without_links(text) == text


def test_two_queries_however_many_are_mentioned_and_none_where_nobody_is(django_assert_num_queries):
    author, forum = make.participant(), make.forum()
    with django_assert_num_queries(2):
        mentions.link("@Ana and @Bo and @Cy " * 10, author, forum)
    with django_assert_num_queries(0):
        mentions.link("Nobody, write@example.org", author, forum)


# --- Posting, replying, editing


def test_a_new_topic_and_a_reply_are_kept_with_their_links():
    author, ana = make.participant(), listed("Ana")
    topic = topics.post(author, make.forum(), "Evening hours", "Ask @Ana.")
    reply = topics.reply(topic, author, "Yes, @ana")

    assert topic.posts.get(number=1).text == f"Ask [@Ana]({page(ana)})."
    assert f'<a href="{page(ana)}"' in reply.html
    assert ">@Ana</a>" in reply.html
    assert notified() == [ana, ana]


def test_the_same_words_a_moment_later_are_the_same_post():
    author, ana = make.participant(), listed("Ana")
    forum = make.forum()
    first, second = (topics.post(author, forum, "Evening hours", "Ask @Ana.") for _ in range(2))
    assert first == second

    first, second = (topics.reply(first, author, "Yes, @Ana") for _ in range(2))
    assert first == second
    assert notified() == [ana, ana]


def test_editing_tells_only_those_who_are_newly_mentioned():
    ana, bo = listed("Ana"), listed("Bo")
    post = topics.reply(make.topic(), make.participant(), "@Ana")

    posts.edit(post, post.author, "@Ana and @Bo")
    assert notified() == [ana, bo]
    assert post.text == f"[@Ana]({page(ana)}) and [@Bo]({page(bo)})"

    posts.edit(post, post.author, "Nobody")
    posts.edit(post, post.author, "@Bo, once more")
    assert notified() == [ana, bo]


def test_editing_to_the_same_mention_changes_nothing():
    listed("Ana")
    post = topics.reply(make.topic(), make.participant(), "@Ana")

    posts.edit(post, post.author, "@ana")

    assert post.revisions.count() == 0


def test_a_post_tells_twenty_people_at_most():
    names = [listed(f"Reader {number:02}").name for number in range(25)]

    topics.reply(make.topic(), make.participant(), " ".join(f"@{name}" for name in names))

    assert [person.name for person in notified()] == names[:20]


def test_a_link_written_by_hand_tells_nobody_who_could_not_be_mentioned():
    unlisted, outside, ana = make.participant(), listed("Outside"), listed("Ana")
    forum = make.forum(is_public=False)
    make.membership(forum, ana)
    text = " ".join(f"[@You]({page(person)})" for person in (unlisted, outside, ana))

    topics.reply(make.topic(forum=forum), make.participant(), text)

    assert notified() == [ana]


def test_nobody_tells_themselves_and_nobody_is_told_who_turned_it_off():
    author, _off = listed("Ana"), listed("Bo", notices_off=["mention"])

    topics.reply(make.topic(), author, f"[@Ana]({page(author)}) and @Bo")

    assert notified() == []


def test_somebody_who_wrote_in_a_forum_and_left_it_is_not_told():
    forum, ana = make.forum(is_public=False), make.participant("Ana")
    topic = make.topic(forum=forum, author=ana)

    topics.reply(topic, make.participant(), "@Ana")

    assert notified() == []


def test_in_a_community_of_healing_nobody_is_linked_offered_or_told():
    forum, ana = make.forum(kind=Forum.Kind.HEALING), listed("Ana")
    make.membership(forum, ana)
    topic = make.topic(forum=forum)
    reply = topics.reply(topic, make.participant(), "@Ana")
    posts.edit(reply, reply.author, f"[@Ana]({page(ana)})")

    assert mentions.suggestions("Ana", reply.author, forum, topic) == []
    assert notified() == []
    assert mentions.link("@Ana", reply.author, forum, topic) == "@Ana"


# --- The mail


def test_the_mail_says_who_mentioned_me_and_in_what(mailoutbox):
    listed("Ana")
    topic = make.topic(title="Evening hours")
    post = topics.reply(topic, make.participant("Bo"), "What did you do, @Ana?")

    outbox.send_due()

    (mail,) = mailoutbox
    parts = message_from_bytes(bytes(mail.message()), policy=policy.default).walk()
    texts = [part.get_content() for part in parts if part.get_content_maintype() == "text"]
    assert mail.subject == "Bo mentioned you: Evening hours"
    assert len(texts) == 2
    for text in texts:
        assert "Bo wrote:" in text
        assert "What did you do, @Ana?" in text
        assert "because somebody mentioned you" in text
        assert post.get_absolute_url() in text


def test_who_watches_and_is_mentioned_gets_one_mail(mailoutbox):
    ana, bo = listed("Ana"), make.participant()
    topic = make.topic()
    for person in (ana, bo):
        watches.watch(person, topic=topic)

    topics.reply(topic, make.participant("Cy"), "@Ana?")
    outbox.send_due()

    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        ana.email: f"Cy mentioned you: {topic}",
        bo.email: f"New reply: {topic}",
    }
    assert len(mailoutbox) == 2


def test_who_watches_and_wants_no_mail_of_mentions_gets_the_reply(mailoutbox):
    topic = make.topic()
    watches.watch(listed("Ana", notices_off=["mention"]), topic=topic)

    topics.reply(topic, make.participant(), "@Ana?")
    outbox.send_due()

    assert [mail.subject for mail in mailoutbox] == [f"New reply: {topic}"]


@pytest.mark.parametrize(
    "change", ["hidden", "topic hidden", "no member any more", "mentioned no more", "forum of healing"]
)
def test_it_is_sent_only_if_it_is_still_true(change, mailoutbox):
    forum, ana = make.forum(is_public=False), listed("Ana")
    make.membership(forum, ana)
    topic = make.topic(forum=forum)
    reply = topics.reply(topic, make.participant(), "@Ana")
    match change:
        case "hidden":
            posts.hide(reply, make.moderator(), "Rude")
        case "topic hidden":
            topics.hide(topic, make.moderator(), "Rude")
        case "no member any more":
            memberships.leave(forum, ana)
        case "mentioned no more":
            posts.edit(reply, reply.author, "Nobody")
        case "forum of healing":
            Forum.objects.update(**make.HEALING)

    outbox.send_due()

    assert (mailoutbox, states()) == ([], {"mention": "dropped"})


# --- In any letters (R-NAMES-FOUND)


@pytest.mark.parametrize(
    "written",
    ["@Chloe Demo", "@chloé démo", "@CHLOE DÉMO", "@Chloe\u0301 De\u0301mo", "@Ｃhloe Demo"],
)
@pytest.mark.parametrize("after", ["", ",", " said so.", "’s idea", ") and"])
def test_a_mention_is_understood_in_any_letters(written, after):
    chloe = listed("Chloé Démo")

    text = mentions.link(written + after, make.participant(), make.forum())

    assert text == f"[@Chloé Démo](/people/{chloe.pk}/){after}"


def test_of_two_names_that_differ_in_accents_the_one_that_is_written_is_meant():
    with_accent, without = listed("Chloé Roy"), listed("Chloe Roy")
    author, forum = make.participant(), make.forum()

    assert f"/people/{with_accent.pk}/" in mentions.link("@chloé roy", author, forum)
    assert f"/people/{without.pk}/" in mentions.link("@Chloe Roy", author, forum)
    assert mentions.link("@Chlöe Roy", author, forum) == "@Chlöe Roy"


def test_people_are_suggested_in_any_letters():
    chloe = listed("Chloé Démo")
    author, forum = make.participant(), make.forum()

    for typed in ("chloe", "Demo", "dem chl", "Chloe\u0301 d", "ｃｈｌｏｅ"):
        assert [person for person, _link in mentions.suggestions(typed, author, forum)] == [chloe]
