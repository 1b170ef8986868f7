"""Previews of every mail in each language, for staff."""

from datetime import date, timedelta
from types import SimpleNamespace

from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from core.timezones import display
from events.calendar import invitations
from events.models import CoLab, Move, Registration, RoleOffer
from followups.models import Comment, Insight
from forums.models import Forum, Post, Principles, Statement, Topic, Voice
from learning.models import Experiment, MonthlyDigest, Output, Reflection, Trial, Use
from learning.monthly.sections import Kind, Shown
from learning.monthly.shown import Content
from mailing import rendering
from mailing.models import Message
from mailing.postbox.views import MAIL_POLICY
from mailing.registry import Letter
from mailing.registry import kinds as letters
from moderation.models import Report
from moderation.registry import kinds
from network.models import Introduction, NextStep, Pick
from participants.models import Participant
from participants.open_ends.registry import OpenEnd

LIMIT = 30_000  # bytes of the HTML of a mail, at most
TEMPLATES = settings.BASE_DIR / "templates"
ENDING = "_subject.txt"


def names():
    """Return the mails that have a template for their subject, as "events/seated"."""
    found = TEMPLATES.glob(f"*/email/*{ENDING}")
    return sorted(f"{path.parent.parent.name}/{path.name.removesuffix(ENDING)}" for path in found)


def written(name, language):
    """Return (subject, text, HTML) of a mail about sample rows, which are not in the database."""
    part, template = name.split("/")
    person = _person(1, "Ana Sample", language)
    message = Message(pk=0, kind="account", recipient=person, about={}, created_at=now())
    with rendering.as_read_by(message):
        letter = Letter(f"{part}/email/{template}", sample(person) | _button(name))
        kind = letters.get(template.replace("_", "-"))
        optional = kind is not None and kind.optional
        unsubscribe_url = settings.SITE_URL + "/unsubscribe/sample/" if optional else ""
        return rendering.texts(message, letter, unsubscribe_url)


def _button(name):
    """Return the button of a mail whose letter brings it along; others have theirs in the template."""
    texts = {
        "forums/reply": _("Read and reply"),
        "forums/mention": _("Read and reply"),
        "moderation/report": _("Look at the reports"),
        "events/rules_moved": _("Choose what stays"),
    }
    if name not in texts:
        return {}
    return {"button_url": f"{settings.SITE_URL}/sample/", "button_text": texts[name]}


@require_safe
def page(request):
    _staff(request)
    languages = [code for code, _name in settings.LANGUAGES]
    rows = [{"name": name, "mails": [_row(name, language) for language in languages]} for name in names()]
    return render(request, "colab/styleguide/mails.html", {"rows": rows, "limit": LIMIT})


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
def one(request, template, language):
    _staff(request)
    if template not in names() or language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(written(template, language)[2])


def _staff(request):
    if not request.user.is_staff:
        raise Http404


def _row(name, language):
    subject, _text, html = written(name, language)
    return {"language": language, "subject": subject, "size": len(html.encode())}


def sample(person):
    organizer = _person(2, "Sam Sample", "en")
    forum = Forum(pk=0, name="Waiting rooms", slug="waiting-rooms", language="en")
    topic = Topic(pk=0, forum=forum, author=organizer, title="Forms that people finish", slug="forms")
    start = (now() + timedelta(days=9)).replace(hour=18, minute=0, second=0, microsecond=0)  # daytime
    colab = _colab(topic, organizer, start)
    post = Post(pk=0, topic=topic, author=organizer, number=2, text="We left out half of the questions.")
    insight = Insight(pk=0, colab=colab, author=person, text="Ask less.", html="<p>Ask less.</p>")
    return (
        {
            "colab": colab,
            "link": settings.SITE_URL + colab.get_absolute_url(),
            "utc": invitations.utc_words(colab),
            "registration": Registration(pk=0, colab=colab, participant=person, status="seated"),
            "panel": SimpleNamespace(
                why_waiting="full", position=3, seats=10, kept_until=start, claim_opens=start
            ),
            "move": Move(
                pk=0, colab=colab, from_start=start - timedelta(days=1), to_start=start, reason="A holiday."
            ),
            "name": person.name,
            "was": {"start": start - timedelta(days=1), "minutes": 45, "title": "Forms"},
            "asks": True,
            "reason": "nominated",
            "was_there": True,
            "is_near": True,
            "may_say": False,
            "found": SimpleNamespace(wall_words=display.words(start, "America/Toronto"), meant=start),
            "before": display.words(start - timedelta(hours=1), "America/Toronto"),
            "kept": "wall",
            "city": "Toronto",
            "topic": topic,
            "post": post,
            "extract": post.text,
            "words_leave": True,
            "comment": Comment(
                pk=0, insight=insight, author=organizer, html="<p>We do, too.</p>", language="en"
            ),
            "items": [(_("New reply: %(topic)s") % {"topic": topic.title}, post.text)],
            "more": 2,
        }
        | {"role": "facilitator", "cancels": True, "entry": True, "seat": True}
        | _of_a_space(forum, start)
        | _of_a_challenge(topic)
        | _of_an_experiment(topic, person)
        | _of_a_month(topic.forum)
        | _reported(person, post)
        | _left_open(person, colab)
        | _of_the_account(person)
    )


def _of_a_space(forum, closes_at):
    """What mails say of a space, and of what is proposed in it."""
    text = {"text": "Listen first.", "html": "<p>Listen first.</p>", "change_note": "It was too loud."}
    proposal = Principles(pk=0, forum=forum, number=2, closes_at=closes_at, **text)
    voice = Voice(pk=0, principles=proposal, agrees=False, concern="And who speaks first?")
    about = {"voice": voice, "how": "adopted", "is_mine": True, "is_another": True}
    return {"forum": forum, "address": "/sample/", "proposal": proposal} | about


def _of_a_challenge(topic):
    """What mails say of a wording that was proposed for a challenge."""
    text, better_for = _("How might we write so that nobody has to ask?"), _("Whoever gets a letter from us")
    words = {"text": text, "better_for": better_for, "why": _("It is about letters, not about forms.")}
    return {"statement": Statement(pk=0, topic=topic, number=2, **words)}


def _of_an_experiment(topic, person):
    """What mails say of a place that tests something, and of one that uses it."""
    if_we, then = _("put the date at the top of the letter"), _("fewer people call")
    experiment = Experiment(pk=0, topic=topic, if_we=if_we, then=then)
    trial = Trial(
        pk=0, experiment=experiment, participant=person, where=_("At three counters"), when=_("In May")
    )
    output = Output(pk=0, topic=topic, title=_("A reminder letter"))
    use = Use(pk=0, output=output, participant=person, organization=person.organization)
    return {"experiment": experiment, "trial": trial, "output": output, "use": use}


def _of_a_month(forum):
    """What mails say of a month."""
    words = _("It was a month of letters.")
    html = format_html("<p>{}</p>", words)
    digest = MonthlyDigest(
        pk=0, month=date(2027, 1, 1), forum=forum, opening=words, opening_html=html, offers=7
    )
    line = Shown(
        title=_("A reminder letter"),
        language="en",
        address="/sample/",
        space=forum,
        words=_("Fewer people call to ask."),
        words_in="en",
        mark=Trial.Showed.PARTLY.label,
        teller=_("A participant"),
    )
    return {"digest": digest, "content": Content(digest, [(Kind.TOLD, [line])])}


def _reported(person, post):
    """What mails to moderators say."""
    reason, place = "It names a client.", f"{post.topic.forum.name}: {post.topic.title}, #{post.number}"
    return {
        "report": Report(pk=0, kind="post", key=0, reporter=person, reason=reason, created_at=now()),
        "number": 2,
        "title": post.topic.title,
        "reported": kinds["post"].reported,
        "place": place,
    }


def _left_open(person, colab):
    """What mails say of what is asked of somebody, or still to be done."""
    offer = RoleOffer(pk=0, colab=colab, role="organizer", to=person, by=colab.organizer, answer="accepted")
    next_step = _("Did your next step happen?"), "/me/steps/"
    pick = {"pk": 0, "colab": colab, "reason": Pick.Reason.values[0]}
    return {
        "mine": Pick(chooser=person, chosen=colab.organizer, **pick),
        "theirs": Pick(chooser=colab.organizer, chosen=person, **pick),
        "offer": offer,
        "asked": False,
        "ends": [OpenEnd(colab.title, *next_step, colab.starts_at.date(), "en")],
        "step": NextStep(pk=0, text=_("Rewrite the reminder letter"), due_on=colab.starts_at.date()),
        "names": [colab.organizer.name],
        "introduction": Introduction(
            pk=0, by=colab.organizer, first=person, second=person, why=_("You both rewrite letters.")
        ),
        "other": person,
        "by": colab.organizer,
        "answers": [(label, "/sample/") for label in Reflection.Came.labels],
        "lines": [(_("One next step: what will you do, and by when?"), "/me/steps/")],
    }


def _of_the_account(person):
    url = f"{settings.SITE_URL}/sample/"
    addresses = ("claim_url", "decline_url", "page_url", "password_reset_url", "signup_url")
    return dict.fromkeys(addresses, url) | {
        "code": "123456",
        "person": person,
        "user": person,
        "email": person.email,
        "from_email": person.email,
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
        "placeholder": "former-name",
        "until": now() + timedelta(days=3),
        "written_at": now(),
        "timestamp": now(),
    }


def _person(pk, name, language):
    address = f"{name.split()[0].lower()}@example.org"
    return Participant(pk=pk, name=name, email=address, organization="A county library", language=language)


def _colab(topic, organizer, start):
    return CoLab(
        pk=0,
        topic=topic,
        organizer=organizer,
        title="Forms that people finish",
        question="What did you leave out of a form, and what happened?",
        host="City of Laval",
        care_note="We speak of people who were turned away.",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        zone="America/Toronto",
        wall_time=f"{timezone.localtime(start):%Y-%m-%dT%H:%M}",
        state=CoLab.State.ANNOUNCED,
        called_off_reason="The organizer is ill.",
    )
