import pytest

from core.text import fulltext
from forums.models import Post, Topic
from testing import make

pytestmark = pytest.mark.django_db


def titles(words):
    found = Topic.objects.filter(fulltext.matches(words)).order_by("pk")
    return [topic.title for topic in found]


def test_a_row_is_read_in_its_own_language():
    make.topic(title="Les bibliothèques rurales", language="fr")
    make.topic(title="Bibliotecas rurales", language="es")
    make.topic(title="Rural libraries", language="en")

    assert titles("bibliothèque") == ["Les bibliothèques rurales"]
    assert titles("biblioteca") == ["Bibliotecas rurales"]
    assert titles("library") == ["Rural libraries"]
    assert titles("rural") == ["Les bibliothèques rurales", "Bibliotecas rurales", "Rural libraries"]


@pytest.mark.parametrize("words", ["déneigement", "deneigement", "DÉNEIGEMENTS"])
def test_accents_and_case_are_forgiven(words):
    make.topic(title="Le déneigement des trottoirs", language="fr")
    assert titles(words) == ["Le déneigement des trottoirs"]


def test_words_to_leave_out_are_left_out_in_every_language():
    """A stem of one language may be another word in the next, so languages cannot be queried all at once."""
    make.topic(title="Removal of snow", language="en")
    make.topic(title="Snow tires", language="en")
    assert titles("snow -removal") == ["Snow tires"]


def test_a_phrase_and_a_choice():
    make.topic(title="Snow and ice removal")
    make.topic(title="Snow removal contracts")
    make.topic(title="Salt")
    assert titles('"snow removal"') == ["Snow removal contracts"]
    assert titles("salt or contracts") == ["Snow removal contracts", "Salt"]


@pytest.mark.parametrize(
    "words", ["'", '"', "a & | ! b", "<->", "\\", "((", ":*", "-", "%s", "{}", "or or or"]
)
def test_no_question_is_an_error(words):
    assert titles(words) == []


def test_words_near_one_another_count_more():
    make.topic(title="Winter maintenance of roads, of bridges, and of parks")
    make.topic(title="Parks in winter")
    ranked = Topic.objects.filter(fulltext.matches("winter parks")).order_by(-fulltext.score("winter parks"))
    assert ranked.first().title == "Parks in winter"


def test_an_extract_shows_the_passage_and_escapes_everything_but_its_marks():
    text = "Filler words before. " * 60 + "Then <script>alert(1)</script> salt & sand on the roads."
    post = make.post(make.topic(), text=text)
    found = Post.objects.annotate(extract=fulltext.extract(fulltext.WithoutTags("html"), "sand road")).get(
        pk=post.pk
    )
    html = fulltext.marked(found.extract)

    assert "<mark>sand</mark> on the <mark>roads</mark>" in html
    assert "salt &amp; " in html
    assert len(html) < 500
    assert html.replace("<mark>", "").replace("</mark>", "").count("<") == 0


def test_marks_that_somebody_wrote_are_balanced_or_dropped():
    forged = f"{fulltext.UNMARK}a{fulltext.MARK}b<i>{fulltext.UNMARK}c{fulltext.MARK}"
    assert fulltext.marked(forged) == "a<mark>b&lt;i&gt;</mark>c"


def test_a_title_is_marked_whole():
    make.topic(title="Snow removal")
    topic = Topic.objects.annotate(marked=fulltext.whole("title", "snows")).get()
    assert fulltext.marked(topic.marked) == "<mark>Snow</mark> removal"
