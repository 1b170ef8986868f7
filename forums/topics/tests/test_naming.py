"""Names in mentions and quotations, after a person left or took another name (R-NAMES-GO)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from core.text import fulltext
from forums.models import Post, SearchDocument, Word
from forums.search import vocabulary
from forums.topics import naming, posts, topics
from participants.models import Participant
from participants.privacy import erasure
from participants.profiles import names
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make.participant("Ana Torres", listed=True)


def rename(person, name):
    before = Participant(name=person.name)
    person.name = name
    person.save(update_fields=["name"])
    names.write_anew(person, before)


def saved(post):
    return Post.objects.get(pk=post.pk)


def found(words):
    return list(SearchDocument.objects.filter(fulltext.matches(words)).values_list("topic", flat=True))


def test_a_mention_of_somebody_who_left_is_of_a_former_participant(ana):
    topic = topics.post(make.participant(), make.forum(), "Evening hours", "Ask @Ana Torres, she knows.")
    assert found("Torres") == [topic.pk]

    erasure.erase(ana)

    post = topic.posts.get()
    assert post.text == "Ask former participant, she knows."
    assert post.html == "<p>Ask former participant, she knows.</p>\n"
    assert (found("Torres"), Post.objects.filter(fulltext.matches("Torres")).count()) == ([], 0)


def test_a_bystander_of_the_same_name_keeps_it(ana):
    other = make.participant("Ana Torres")
    text = f"{naming.mention(ana)}, {naming.mention(other)} and Ana Torres"
    post = make.topic(text=text).posts.get()
    quoted = make.post(post.topic, text=posts.quote(make.topic(author=other).posts.get()))

    erasure.erase(ana)

    assert saved(post).text == f"former participant, [@Ana Torres](/people/{other.pk}/) and Ana Torres"
    assert saved(quoted).text == quoted.text


def test_a_quotation_of_somebody_who_left_is_of_a_former_participant(ana):
    original = make.topic(author=ana, text="One form.").posts.get()
    reply = make.post(original.topic, text=posts.quote(original) + "Yes.")
    again = make.post(original.topic, text=posts.quote(reply))

    erasure.erase(ana)

    address = original.get_absolute_url()
    assert saved(reply).text == f"[former participant]({address}) wrote:\n\n> One form.\n\nYes."
    assert "Torres" not in saved(again).text + saved(again).html


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_quotation_with_a_name_from_before_is_known_by_its_line(ana, language):
    original = make.topic(author=ana).posts.get()
    with translation.override(language):
        text = posts.quote(original)
    reply = make.post(original.topic, text=text)
    Participant.objects.filter(pk=ana.pk).update(name="Ana Smith")

    erasure.erase(Participant.objects.get(pk=ana.pk))

    assert "Ana" not in saved(reply).text


def test_a_link_to_a_post_in_other_words_stays(ana):
    original = make.topic(author=ana).posts.get()
    reply = make.post(original.topic, text=f"[what she said]({original.get_absolute_url()}) wrote history")

    erasure.erase(ana)

    assert saved(reply).text == reply.text


@pytest.mark.parametrize(
    "written",
    [
        "[@Ana Torres]({page})",
        "[Ana, of Oakville]({page})",
        "> [@Ana Torres]({page})",
        "`[@Ana Torres]({page})`",
        '[@Ana Torres](<{page}> "Ana Torres")',
        "[@Ana Torres][1]\n\n[1]: {page}",
        "[@Ana Torres](http://testserver{page})",
    ],
)
def test_however_a_link_to_a_person_is_written(ana, written, settings):
    post = make.topic(
        text=written.format(page=naming.page(ana.pk)).replace("http://testserver", settings.SITE_URL)
    )

    erasure.erase(ana)

    text = post.posts.get().text
    assert "former participant" in text
    assert "Ana" not in text + post.posts.get().html


def test_the_words_are_in_the_language_of_the_text(ana):
    post = make.topic(text=naming.mention(ana), language="fr").posts.get()

    erasure.erase(ana)

    assert saved(post).text == names.former("fr")


def test_all_versions_and_what_changed_between_them_lose_the_name(ana):
    post = make.topic(text=f"Ask {naming.mention(ana)}.").posts.get()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for text in (f"Ask {naming.mention(ana)} first.", "Ask first."):
            clock.shift(timedelta(hours=1))
            posts.edit(post, post.author, text)

    erasure.erase(ana)

    rows = str(list(post.revisions.values()))
    assert ("Torres" in rows, rows.count("former participant") > 2) == (False, True)


def test_the_words_that_correct_spelling_lose_the_name(ana):
    texts = [f"{naming.mention(ana)} knows forms", "Ask the Torres family about forms"]
    for text in texts:
        make.topic(text=text)
    vocabulary.refresh()

    erasure.erase(ana)

    assert dict(Word.objects.filter(word__in=["ana", "torres", "forms"]).values_list("word", "uses")) == {
        "torres": 1,
        "forms": 2,
    }


def test_what_is_sent_from_a_page_that_was_open_before_names_nobody_who_left(ana):
    text = f"Ask {naming.mention(ana)}."
    erasure.erase(ana)

    reply = topics.reply(make.topic(), make.participant(), text)

    assert reply.text == "Ask former participant."


def test_imported_posts_name_people_by_the_names_of_their_forum():
    person = make.participant("Ana Torres", imported_as="ana_t")
    imported = {"imported_as": "discourse:1", "text": "**ana_t:** one @ana\\_t, @ana_t2 and ana_t"}
    post, ours = make.post(make.topic(), **imported), make.post(make.topic(), text="@ana_t")

    erasure.erase(person)

    assert saved(post).text == "**former participant:** one former participant, @ana_t2 and ana_t"
    assert saved(ours).text == "@ana_t"


# --- Another name


def test_another_name_is_written_where_the_person_is_mentioned_or_quoted(ana):
    original = make.topic(author=ana, text="One form.").posts.get()
    quoted = make.post(original.topic, text=posts.quote(original))
    mentioned = make.post(original.topic, text=naming.mention(ana))

    rename(ana, "Ana *Smith*")

    assert saved(quoted).text.startswith("[Ana Smith](/topics/")
    assert saved(mentioned).text == naming.mention(ana)
    assert ">@Ana *Smith*</a>" in saved(mentioned).html


def test_on_my_page_i_take_another_name(client, ana):
    post = make.topic(text=naming.mention(ana)).posts.get()
    client.force_login(ana)
    form = client.get("/me/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "listed"}

    client.post("/me/", sent | {"name": "Ana Smith"})

    assert saved(post).text == f"[@Ana Smith](/people/{ana.pk}/)"


def test_staff_write_a_name_anew(client, ana):
    post = make.topic(text=naming.mention(ana)).posts.get()
    client.force_login(make.staff())
    address = f"/admin/participants/participant/{ana.pk}/change/"
    form = client.get(address).context["adminform"].form
    sent = {name: value for name in form.fields if (value := form[name].value())}

    answer = client.post(address, sent | {"name": "Ana Smith", "is_active": "on"})

    assert (answer.status_code, saved(post).text) == (302, f"[@Ana Smith](/people/{ana.pk}/)")


def test_another_name_locks_no_quotations_of_others(ana):
    """Check R-NAMES-GO and R-BUSY: one change of a name does not hold up whoever edits a quotation."""
    make.topic(author=ana)
    make.topic(text=posts.quote(make.topic().posts.get()))

    with CaptureQueriesContext(connection) as captured:
        rename(ana, "Ana Smith")

    assert not [query for query in captured if "FOR NO KEY UPDATE" in query["sql"]]
