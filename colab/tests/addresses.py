"""Every address of the site: how to fill it, and what each reader gets. See `test_every_page`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from followups.harvest import harvest
from followups.notes import insights
from learning import months
from moderation import reports
from network.connections import connections
from network.introductions import introductions
from network.offers import offers
from network.steps import asking, steps
from network.suggestions import not_now
from participants.invitations import invitations
from testing import make

READERS = ["visitor", "member", "organizer", "moderator", "staff"]
OUTSIDE = ("admin:", "account_", "mfa_", "jsi18n", "anymail:")  # tried in test_account_pages, or not ours


@dataclass(frozen=True)
class Entry:
    answers: tuple
    arguments: Callable = lambda rows: {}
    query: str = ""
    posts: tuple | None = None  # what a POST answers, where `refusals.answers` does not follow from `answers`


PAGE = (200, 200, 200, 200, 200)  # for everyone
MEMBERS = (302, 200, 200, 200, 200)  # a visitor is asked to sign in
DEED = (302, 405, 405, 405, 405)  # by a form alone
OPEN_DEED = (405, 405, 405, 405, 405)
ORGANIZERS = (302, 404, 200, 404, 404)
MODERATORS = (302, 404, 404, 200, 404)

# Each with what a POST answers there: that of a form is refused with 422 (`refusals.REFUSALS`), others do it.
READ = (405,) * 5
MEMBERS_READ = (302, 405, 405, 405, 405)
DONE = (302,) * 5
ORGANIZERS_DO = (302, 404, 302, 404, 404)
MODERATORS_DO = (302, 404, 404, 302, 404)
AUTHOR_DOES = (302, 302, 404, 404, 404)
ORGANIZER_DOES = (302, 404, 302, 404, 404)
THE_TEN_DO = (302, 302, 302, 404, 404)
NOBODY_DOES = (302, 404, 404, 404, 404)  # in a public space
ORGANIZERS_REFUSED = (302, 404, 422, 404, 404)
THEN = {PAGE: READ, MEMBERS: MEMBERS_READ, DEED: DONE, OPEN_DEED: DONE, ORGANIZERS: ORGANIZERS_DO}


def pk(name, key="pk"):
    return lambda rows: {key: rows[name].pk}


def slug(name):
    return lambda rows: {"slug": rows[name].slug}


def person_of(name, person="member"):
    return lambda rows: {"pk": rows[name].pk, "person": rows[person].pk}


def proposal(rows):
    return {"slug": rows["forum"].slug, "pk": rows["proposal"].pk}


def keeper(rows):
    return {"slug": rows["forum"].slug, "person": rows["keeper"].pk}


def role_of(name):
    return lambda rows: {"slug": rows[name].slug, "kind": "keeper"}


def this_month(rows):
    return {"month": months.this()}


def this_month_in_space(rows):
    return this_month(rows) | {"slug": rows["forum"].slug}


def token(value="no-such-token"):
    return lambda rows: {"token": value}


def world():
    """Create one row of each kind, in one public forum, and a person of each kind."""
    people = {
        "member": make.participant(listed=True, on_map=True, district="North"),
        "organizer": make.organizer(),
        "moderator": make.moderator(),
        "staff": make.staff(),
    }
    topic = make.challenge(author=people["member"], tags=["forms"])
    make.statement(topic, "How might we reach all?", number=2, why="All are meant.")
    rows = people | _spaces(people, topic.forum) | _hours(people, topic.forum)
    return (
        rows
        | _between_people(people, rows["held"])
        | {
            "tag": topic.tags.get(),
            "topic": topic,
            "plain": make.topic(author=people["member"], forum=topic.forum),
            "statement": make.statement(topic, "How might we hear all?", number=None, by=people["organizer"]),
            "experiment": (tried := make.experiment(topic, people["organizer"])),
            "trial": make.trial(tried, people["member"]),
            **_outputs(topic, people),
            **_monthly(topic, people),
            "post": topic.posts.get(),
            "version": make.version(topic.posts.get()),
            "unclaimed": make.participant(
                is_active=False, imported_as="old-name", email="old-name@imported.invalid"
            ),
        }
    )


def _spaces(people, forum):
    """Return a private space, a community of healing and the public forum, with those who are in them."""
    space = make.forum(is_public=False)
    healing = make.forum(kind="healing", rhythm_weeks=6)
    for private in (space, healing):
        make.membership(private, people["moderator"])
    return {
        "space": space,
        "healing": healing,
        "forum": forum,
        "proposal": (proposal := _principles(forum)),
        "proposer": proposal.proposed_by,
        "concern": _concern(forum),
        "inside": make.membership(space, make.participant()).participant,
        "invitation": invitations.make("space", space, people["moderator"], days=7, most=30),
        "joined": make.membership(forum, make.participant(), moderates=False).participant,
        "keeper": make.membership(forum, make.participant(), moderates=True).participant,
    }


def _hours(people, forum):
    """Return co-labs in each state, and what they leave."""
    member, organizer = people["member"], people["organizer"]
    ahead = make.colab(organizer=organizer, topic=make.topic(forum=forum))
    held = make.held_colab(organizer=organizer, people=[member])
    led = make.colab(organizer=organizer, facilitator=member)
    begun = timezone.now() - timedelta(minutes=10)
    now = make.colab(organizer=organizer, topic=make.topic(forum=forum), starts_at=begun)
    for colab in (ahead, now):
        make.seated(colab, member)
    insight = insights.write(held, member, "One form for all.")
    harvested = _harvested(people)
    return _lived(people, forum) | {
        "ahead": ahead,
        "draft": make.colab(organizer=organizer, state="draft", topic=make.topic(forum=forum)),
        "now": now,
        "held": held,
        "harvested": harvested,
        "harvest": harvested.harvest,
        "role_offer": make.role_offer(led, member),
        "insight": insight,
        "note": insights.write(now, member, "Fewer letters."),
        "step": steps.make(held, member, "Ask at the counter.", in_nine_days()),
        "comment": insights.comment(insight, member, "We use one."),
    }


def _outputs(topic, people):
    """Return a draft of the member, and what they use of the organizer and are asked to be named with."""
    output = make.output(topic, people["organizer"])
    output.contributors.create(participant=people["member"])
    return {
        "output": output,
        "draft_output": make.output(topic, people["member"], is_published=False),
        "use": make.use(output, people["member"]),
    }


def _monthly(topic, people):
    """Return the digest of a space, one of all, and a draft of the member, a messenger elsewhere."""
    member, organizer = people["member"], people["organizer"]
    trial = make.trial(make.experiment(topic, organizer), showed="no", learnt="Nobody read it.")
    lines = [("told", trial), ("output", make.output(topic, organizer))]
    told = make.membership(make.forum(), member).forum
    told.roles.create(participant=member, kind="messenger")
    output = make.output(make.topic(forum=told), organizer)
    make.monthly(None, organizer, lines=lines)
    return {
        "monthly": make.monthly(topic.forum, organizer, lines=lines),
        "draft_monthly": make.monthly(told, member, lines=[("output", output)], is_published=False),
        "told_space": told,
    }


def _lived(people, forum):
    """Return an hour of more than a month ago that the member reflects on, and a story of another one."""
    about = {"organizer": people["organizer"], "people": [people["member"]]}
    lived, told = (
        make.held_colab(
            topic=make.topic(forum=forum), starts_at=timezone.now() - timedelta(days=days), **about
        )
        for days in (32, 33)
    )
    make.reflection(lived, people["member"], q2="One form for all.", in_story=[2], title="One form")
    answered = {"came_of_it": "used", "may_ask": True, "answered_at": timezone.now()}
    return {
        "lived": lived,
        "story": make.story(told, people["member"]),
        "told": make.reflection(lived, **answered),
    }


def _principles(forum):
    """Return the proposal that stands beside what holds."""
    make.principles(forum, "Listen.")
    by = make.membership(forum, make.participant()).participant
    return make.principles(forum, "Listen first.", number=None, proposed_by=by)


def _concern(forum):
    """Return a concern of a member about the proposal that stands."""
    person = make.membership(forum, make.participant()).participant
    [proposal] = forum.principles.standing()
    return proposal.voices.create(participant=person, agrees=False, concern="And who speaks first?")


def _between_people(people, held):
    """Return what is between the member and others."""
    person, other = people["member"], make.participant(on_map=True, district="South")
    return {
        "asked": _asked(person),
        "introduction": _introduction(person),
        "need": _need(person),
        "not_now": not_now.say(person, people["organizer"]),
        "connection": connections.keep(person, other, held),
    }


def in_nine_days():
    return timezone.localdate() + timedelta(days=9)


def _asked(person):
    """Return a next step of somebody else to which a person is asked along."""
    other = make.participant()
    colab = make.held_colab(people=[person, other])
    step = steps.make(colab, other, "Call the counter.", in_nine_days())
    asking.ask(step, other, person)
    return step


def _introduction(person):
    """Return an introduction of a person by somebody they know, which the moderators have to look at."""
    guide, other = make.participant(), make.participant()
    for one in (person, other):
        connections.keep(guide, one)
    made = introductions.introduce(guide, person, other, "You both count counters.")
    reports.report(made, person, "Odd")
    return made


def _need(person):
    """Return what a person looks for, which the moderators have to look at."""
    made = offers.make(person, "A form in plain words", is_need=True, tags=["forms"])
    reports.report(made, make.participant(), "Odd")
    return made


def _harvested(people):
    """Return a co-lab with a harvest, and with a note under its theme."""
    colab = make.held_colab(organizer=people["organizer"], people=[people["member"]])
    note = insights.write(colab, people["member"], "One counter for all.")
    note.tags.set([make.tag("counters")])
    harvest.record(colab, people["organizer"], summary="Fewer counters.", tags=["counters"])
    return colab


def _two_of_mine(rows):
    """Return the keys of two people whom the member is connected with."""
    return {"pk": rows["connection"].second_id, "other": rows["introduction"].by_id}


ADDRESSES = {
    "home": Entry(PAGE),
    "search": Entry(PAGE, query="?q=forms"),
    "about": Entry(PAGE),
    "glossary": Entry(PAGE),
    "healthz": Entry(PAGE),
    "robots": Entry(PAGE),
    "organize": Entry(ORGANIZERS, posts=MEMBERS_READ),
    "first_steps": Entry((302, 404, 404, 404, 200), posts=MEMBERS_READ),
    "style": Entry((302, 404, 404, 404, 200)),
    "style_dialog": Entry((302, 404, 404, 404, 200), posts=(302, 404, 404, 404, 302)),
    "mails": Entry((302, 404, 404, 404, 200), posts=MEMBERS_READ),
    "mail": Entry(
        (302, 404, 404, 404, 200),
        lambda rows: {"template": "events/seated", "language": "fr"},
        posts=MEMBERS_READ,
    ),
    "csp_report": Entry(OPEN_DEED, posts=(204,) * 5),
    "theme": Entry(OPEN_DEED),
    "set_language": Entry(OPEN_DEED),
    "participants:export": Entry(MEMBERS),
    "participants:erase": Entry(MEMBERS),
    # forums
    "forums:index": Entry(PAGE),
    "forums:by_number": Entry(
        (302, 302, 302, 302, 302), lambda rows: {"pk": rows["forum"].pk, "page": "about"}, posts=MEMBERS_READ
    ),
    "forums:open_space": Entry(ORGANIZERS, posts=ORGANIZERS_REFUSED),
    "forums:forum": Entry(PAGE, slug("forum")),
    "forums:about": Entry(PAGE, slug("forum")),
    "forums:edit_about": Entry(MODERATORS, slug("forum")),
    "forums:ready": Entry((302, 404, 404, 200, 404), slug("healing")),
    "forums:not_ready": Entry((302, 405, 405, 405, 405), slug("healing"), posts=(302, 404, 404, 302, 404)),
    "forums:principles": Entry(PAGE, slug("forum")),
    "forums:propose_principles": Entry(MEMBERS, slug("forum")),
    "forums:version_of_principles": Entry(PAGE, lambda rows: {"slug": rows["forum"].slug, "number": 1}),
    "forums:agree": Entry(DEED, proposal),
    "forums:concern": Entry(DEED, proposal, posts=(302, 422, 422, 422, 422)),
    "forums:unsay": Entry(DEED, proposal),
    "forums:withdraw_principles": Entry(MEMBERS, proposal, posts=DONE),
    "forums:report_principles": Entry(MEMBERS, pk("proposal")),
    "forums:hide_principles": Entry(MODERATORS, pk("proposal")),
    "forums:unhide_principles": Entry(DEED, pk("proposal"), posts=MODERATORS_DO),
    "forums:settle_principles": Entry(DEED, pk("proposal"), posts=MODERATORS_DO),
    "forums:report_concern": Entry(MEMBERS, pk("concern")),
    "forums:hide_concern": Entry(MODERATORS, pk("concern")),
    "forums:unhide_concern": Entry(DEED, pk("concern"), posts=MODERATORS_DO),
    "forums:settle_concern": Entry(DEED, pk("concern"), posts=MODERATORS_DO),
    "forums:stewards": Entry(MODERATORS, slug("forum")),
    "forums:take_back_steward": Entry(MODERATORS, keeper, posts=MODERATORS_DO),
    "forums:step_down": Entry(DEED, slug("forum")),
    "forums:new_topic": Entry(MEMBERS, slug("forum")),
    "forums:preview_topic": Entry(DEED, slug("forum")),
    "forums:people_for_new": Entry(MEMBERS, slug("forum"), query="?q=pe"),
    "forums:join": Entry(DEED, slug("forum")),
    "forums:leave": Entry(MODERATORS, slug("space"), posts=MODERATORS_DO),
    "forums:roles": Entry(MEMBERS, slug("forum"), posts=MEMBERS_READ),
    "forums:would": Entry(DEED, slug("forum")),
    "forums:take_role": Entry(DEED, role_of("forum")),
    "forums:renew_role": Entry(DEED, role_of("forum")),
    "forums:give_up_role": Entry(DEED, role_of("forum")),
    "forums:watch_forum": Entry(DEED, slug("forum")),
    "forums:unwatch_forum": Entry(DEED, slug("forum")),
    "forums:invitations": Entry((302, 404, 404, 200, 404), slug("space")),
    "forums:members": Entry((302, 404, 404, 200, 404), slug("space"), posts=MEMBERS_READ),
    "forums:remove_member": Entry(
        (302, 404, 404, 200, 404), lambda rows: {"slug": rows["space"].slug, "person": rows["inside"].pk}
    ),
    "forums:let_back": Entry(
        DEED,
        lambda rows: {"slug": rows["space"].slug, "person": rows["inside"].pk},
        posts=(302, 404, 404, 404, 404),
    ),
    "forums:tag": Entry(PAGE, slug("tag")),
    "forums:watch_tag": Entry(DEED, slug("tag")),
    "forums:unwatch_tag": Entry(DEED, slug("tag")),
    "forums:similar": Entry(MEMBERS, query="?title=forms"),
    "forums:suggest_tags": Entry(MEMBERS, query="?tags=fo"),
    "forums:reply": Entry(MEMBERS, pk("topic")),
    "forums:preview_reply": Entry(DEED, pk("topic")),
    "forums:people_for_reply": Entry(MEMBERS, pk("topic"), query="?q=pe"),
    "forums:nominate": Entry(MEMBERS, pk("topic")),
    "forums:withdraw": Entry(DEED, pk("topic")),
    "forums:statement": Entry(PAGE, pk("topic")),
    "forums:propose_statement": Entry(MEMBERS, pk("topic")),
    "forums:begin_challenge": Entry((302, 200, 404, 200, 404), pk("plain")),
    "forums:end_challenge": Entry(DEED, pk("topic"), posts=(302, 302, 404, 302, 404)),
    "forums:take_over_statement": Entry(DEED, pk("statement"), posts=(302, 302, 404, 302, 404)),
    "forums:decline_statement": Entry(DEED, pk("statement"), posts=(302, 302, 404, 302, 404)),
    "forums:take_back_statement": Entry(DEED, pk("statement"), posts=(302, 404, 302, 404, 404)),
    "forums:report_statement": Entry(MEMBERS, pk("statement")),
    "forums:hide_statement": Entry(MODERATORS, pk("statement")),
    "forums:unhide_statement": Entry(DEED, pk("statement"), posts=MODERATORS_DO),
    "forums:settle_statement": Entry(DEED, pk("statement"), posts=MODERATORS_DO),
    "forums:watch_topic": Entry(DEED, pk("topic")),
    "forums:unwatch_topic": Entry(DEED, pk("topic")),
    "forums:close": Entry(DEED, pk("topic"), posts=MODERATORS_DO),
    "forums:reopen": Entry(DEED, pk("topic"), posts=MODERATORS_DO),
    "forums:pin": Entry(DEED, pk("topic"), posts=MODERATORS_DO),
    "forums:unpin": Entry(DEED, pk("topic"), posts=MODERATORS_DO),
    "forums:hide_topic": Entry(MODERATORS, pk("topic")),
    "forums:unhide_topic": Entry(DEED, pk("topic"), posts=MODERATORS_DO),
    "forums:topic_by_number": Entry((302,) * 5, pk("topic"), posts=READ),
    "forums:topic": Entry(PAGE, lambda rows: {"pk": rows["topic"].pk, "slug": rows["topic"].slug}),
    "forums:preview": Entry(DEED, posts=MEMBERS),
    "forums:edit_post": Entry((302, 200, 404, 404, 404), pk("post")),
    "forums:history": Entry(MEMBERS, pk("post")),
    "forums:take_out_version": Entry(
        (302, 200, 404, 200, 404), pk("version"), posts=(302, 302, 404, 302, 404)
    ),
    "forums:report": Entry(MEMBERS, pk("post")),
    "forums:hide_post": Entry(MODERATORS, pk("post")),
    "forums:unhide_post": Entry(DEED, pk("post"), posts=MODERATORS_DO),
    "forums:settle": Entry(DEED, pk("post"), posts=MODERATORS_DO),
    "forums:candidates": Entry(PAGE),
    "moderation:queue": Entry(MODERATORS, posts=MEMBERS_READ),
    "moderation:hidden": Entry(MODERATORS, posts=MEMBERS_READ),
    "moderation:recent": Entry(MODERATORS, posts=MEMBERS_READ),
    # participants
    "participants:me": Entry(MEMBERS),
    "mailing:notices": Entry(MEMBERS, posts=(302, 422, 422, 422, 422)),
    "participants:data": Entry(MEMBERS),
    "mailing:unsubscribe": Entry((404,) * 5, token()),
    "mailing:subscribe": Entry(OPEN_DEED, token(), posts=(404,) * 5),
    "participants:clock": Entry((200, 302, 302, 302, 302), query="?next=/co-labs/"),
    "timezones:places": Entry(PAGE, query="?zone=montr"),
    "participants:new_zone": Entry(PAGE, query="?zone=Asia/Kathmandu", posts=(404,) * 5),
    "participants:sections": Entry(MEMBERS),
    "participants:people": Entry(MEMBERS, query="?q=form"),
    "participants:person": Entry(MEMBERS, pk("member")),
    "participants:join_code": Entry((302,) * 5),
    "participants:join_code_again": Entry(OPEN_DEED),
    "participants:invitations": Entry((302, 404, 200, 200, 200)),
    "participants:invitation": Entry(
        PAGE, lambda rows: {"token": invitations.token(rows["invitation"])}, posts=(200, 302, 302, 302, 302)
    ),
    "participants:withdraw_invitation": Entry(DEED, pk("invitation"), posts=MODERATORS_DO),
    "participants:claim": Entry((404,) * 5, token(), posts=(404,) * 5),
    "participants:unclaimed": Entry((302, 404, 404, 404, 200), posts=MEMBERS_READ),
    "participants:invite": Entry((302, 404, 404, 404, 200), pk("unclaimed")),
    "mailing:postbox": Entry(PAGE),
    "mailing:mail": Entry((404,) * 5, lambda rows: {"name": "no-such-mail.eml"}, posts=READ),
    "mailing:mail_html": Entry((404,) * 5, lambda rows: {"name": "no-such-mail.eml"}, posts=READ),
    "mailing:mail_file": Entry((404,) * 5, lambda rows: {"name": "no-such-mail.eml"}, posts=READ),
    # events
    "events:index": Entry(PAGE),
    "events:past": Entry(PAGE),
    "events:declare": Entry(ORGANIZERS, pk("topic", "topic_id")),
    "events:check": Entry(DEED, pk("topic", "topic_id"), posts=ORGANIZERS_REFUSED),
    "events:short": Entry((302,) * 5, pk("ahead"), posts=READ),
    "events:colab": Entry(PAGE, lambda rows: {"pk": rows["ahead"].pk, "slug": rows["ahead"].slug}),
    "events:picture": Entry(PAGE, pk("ahead")),
    "events:ics": Entry(PAGE, pk("ahead")),
    "events:register": Entry((302,) * 5, pk("ahead"), posts=(302, 422, 422, 422, 422)),
    "events:change": Entry(DEED, pk("ahead")),
    "events:invitations": Entry(ORGANIZERS, pk("ahead")),
    "events:leave": Entry((302, 200, 302, 302, 302), pk("ahead"), posts=DONE),
    "events:claim": Entry((302,) * 5, pk("ahead")),
    "events:taken": Entry((302,) * 5, pk("ahead"), posts=READ),
    "events:room": Entry((302,) * 5, pk("ahead")),
    "events:edit": Entry(ORGANIZERS, pk("ahead")),
    "events:check_draft": Entry(DEED, pk("draft"), posts=ORGANIZERS_REFUSED),
    "events:announce": Entry(DEED, pk("draft"), posts=ORGANIZERS_DO),
    "events:discard": Entry(ORGANIZERS, pk("draft")),
    "events:move": Entry(ORGANIZERS, pk("ahead")),
    "events:check_move": Entry(DEED, pk("ahead"), posts=ORGANIZERS_REFUSED),
    "events:rules": Entry((302, 404, 302, 404, 404), pk("ahead")),
    "events:call_off": Entry(ORGANIZERS, pk("ahead")),
    "events:seats": Entry(DEED, pk("ahead"), posts=ORGANIZERS_REFUSED),
    "events:remove": Entry(ORGANIZERS, person_of("ahead")),
    "events:allow": Entry(DEED, person_of("ahead"), posts=ORGANIZERS_DO),
    "events:new_room": Entry(ORGANIZERS, pk("ahead")),
    "events:keep_room": Entry(DEED, pk("ahead"), posts=ORGANIZERS_DO),
    "events:make_room": Entry(DEED, pk("ahead"), posts=ORGANIZERS_DO),
    "events:dial_in": Entry((302,) * 5, pk("ahead")),
    "events:hand_over": Entry(ORGANIZERS, pk("ahead")),
    "events:end_sharing": Entry(DEED, pk("ahead"), posts=ORGANIZERS_DO),
    "events:offer": Entry((302, 200, 404, 404, 404), pk("role_offer"), posts=MEMBERS_READ),
    "events:accept_offer": Entry(DEED, pk("role_offer"), posts=AUTHOR_DOES),
    "events:decline_offer": Entry(DEED, pk("role_offer"), posts=AUTHOR_DOES),
    "events:take_back_offer": Entry(DEED, pk("role_offer"), posts=ORGANIZERS_DO),
    "events:take_over": Entry(DEED, pk("ahead"), posts=(302, 404, 404, 404, 404)),
    "events:attendance": Entry(ORGANIZERS, pk("held")),
    "events:hour": Entry((302, 200, 200, 404, 404), pk("now"), posts=MEMBERS_READ),
    "events:hour_now": Entry((302, 302, 302, 404, 404), pk("now"), posts=MEMBERS_READ),
    **{
        f"events:hour_{verb}": Entry(DEED, pk("now"), posts=ORGANIZERS_DO)
        for verb in ("begin", "forward", "back", "extend", "show", "regroup", "finish")
    },
    "events:hour_here": Entry(DEED, pk("now"), posts=THE_TEN_DO),
    "events:hour_listen": Entry(DEED, pk("now"), posts=AUTHOR_DOES),
    "events:hour_share": Entry(DEED, pk("now"), posts=AUTHOR_DOES),
    "events:plan": Entry(ORGANIZERS, pk("ahead")),
    "events:arrange": Entry(DEED, pk("ahead"), posts=(302, 404, 200, 404, 404)),
    "events:choose_sheet": Entry(ORGANIZERS, pk("ahead")),
    "events:calendars": Entry(PAGE),
    "events:renew_feed": Entry(DEED, posts=MEMBERS),
    "events:revoke_feed": Entry(DEED),
    "events:feed": Entry(PAGE),
    "events:atom": Entry(PAGE),
    "events:forum_feed": Entry(PAGE, slug("forum")),
    "events:forum_atom": Entry(PAGE, slug("forum")),
    "events:my_feed": Entry((404,) * 5, token(), posts=READ),
    "events:decline": Entry((404,) * 5, token()),
    # followups
    "followups:after": Entry(PAGE, pk("held")),
    "followups:was_there": Entry((302,) * 5, pk("held")),
    "followups:write_insight": Entry(DEED, pk("held")),
    "followups:pulse": Entry((302, 200, 200, 404, 404), pk("held"), posts=(302, 422, 422, 404, 404)),
    "followups:write_note": Entry(DEED, pk("now"), posts=(302, 422, 422, 404, 404)),
    "followups:share_note": Entry(DEED, pk("note"), posts=(302, 404, 404, 404, 404)),
    "followups:give_dot": Entry(DEED, pk("note"), posts=THE_TEN_DO),
    "followups:take_dot_back": Entry(DEED, pk("note"), posts=THE_TEN_DO),
    "followups:tag_note": Entry(DEED, pk("note"), posts=ORGANIZERS_REFUSED),
    "followups:harvest": Entry(ORGANIZERS, pk("held"), posts=ORGANIZERS_REFUSED),
    "followups:keep_harvest": Entry(DEED, pk("now"), posts=ORGANIZERS_REFUSED),
    "followups:harvest_voice": Entry(DEED, pk("held"), posts=NOBODY_DOES),
    "followups:harvest_markdown": Entry(PAGE, pk("harvested")),
    # learning
    "learning:library": Entry(PAGE, query="?tag=forms&q=less+or+met"),
    "learning:atom": Entry(PAGE, query="?tag=forms"),
    "learning:note": Entry(PAGE, pk("insight")),
    "learning:note_markdown": Entry(PAGE, pk("insight")),
    "learning:harvest": Entry(PAGE, pk("harvest")),
    "learning:picture_of_harvest": Entry(PAGE, pk("harvest")),
    "learning:picture_of_output": Entry(PAGE, pk("output")),
    "learning:picture_of_story": Entry(PAGE, pk("story")),
    "learning:monthly": Entry(PAGE),
    "learning:monthly_atom": Entry(PAGE),
    "learning:monthly_of_site": Entry(PAGE, this_month),
    "learning:monthly_markdown_of_site": Entry(PAGE, this_month),
    "learning:monthly_in_space": Entry(PAGE, slug("forum")),
    "learning:monthly_of_space": Entry(PAGE, this_month_in_space),
    "learning:monthly_markdown_of_space": Entry(PAGE, this_month_in_space),
    "learning:picture_of_monthly": Entry(PAGE, pk("monthly")),
    "learning:write_monthly": Entry((302, 404, 200, 200, 404), posts=(302, 404, 422, 422, 404)),
    "learning:write_monthly_in_space": Entry(
        (302, 200, 404, 404, 404), slug("told_space"), posts=(302, 422, 404, 404, 404)
    ),
    "learning:monthly_draft": Entry((302, 200, 404, 404, 404), pk("draft_monthly"), posts=MEMBERS_READ),
    "learning:change_monthly": Entry(
        (302, 200, 404, 404, 404), pk("draft_monthly"), posts=(302, 422, 404, 404, 404)
    ),
    "learning:publish_monthly": Entry(DEED, pk("draft_monthly"), posts=AUTHOR_DOES),
    "learning:take_monthly_back": Entry(DEED, pk("draft_monthly"), posts=AUTHOR_DOES),
    "learning:report_monthly": Entry(MEMBERS, pk("monthly")),
    "learning:hide_monthly": Entry(MODERATORS, pk("monthly")),
    "learning:unhide_monthly": Entry(DEED, pk("monthly"), posts=MODERATORS_DO),
    "learning:settle_monthly": Entry(DEED, pk("monthly"), posts=MODERATORS_DO),
    "learning:challenges": Entry(PAGE),
    "learning:challenges_of_space": Entry(PAGE, slug("forum")),
    "learning:outputs": Entry(PAGE),
    "learning:output": Entry(PAGE, pk("output")),
    "learning:output_markdown": Entry(PAGE, pk("output")),
    "learning:new_output": Entry(MEMBERS, pk("topic")),
    "learning:change_output": Entry(
        (302, 200, 404, 404, 404), pk("draft_output"), posts=(302, 422, 404, 404, 404)
    ),
    "learning:publish_output": Entry(DEED, pk("draft_output"), posts=AUTHOR_DOES),
    "learning:take_output_back": Entry(DEED, pk("draft_output"), posts=AUTHOR_DOES),
    "learning:ask_contributors": Entry(
        (302, 404, 200, 404, 404), pk("output"), posts=(302, 404, 422, 404, 404)
    ),
    "learning:agree_to_be_named": Entry(DEED, pk("output"), posts=AUTHOR_DOES),
    "learning:decline_to_be_named": Entry(DEED, pk("output"), posts=AUTHOR_DOES),
    "learning:use_output": Entry(DEED, pk("output")),
    "learning:take_along": Entry(DEED, pk("output"), posts=(302, 422, 422, 422, 422)),
    "learning:take_harvest_along": Entry(DEED, pk("harvest"), posts=(302, 422, 422, 422, 422)),
    "learning:take_story_along": Entry(DEED, pk("story"), posts=(302, 422, 422, 422, 422)),
    "learning:change_use": Entry((302, 200, 404, 404, 404), pk("use"), posts=(302, 422, 404, 404, 404)),
    "learning:confirm_use": Entry(DEED, pk("use"), posts=AUTHOR_DOES),
    "learning:end_use": Entry(DEED, pk("use"), posts=AUTHOR_DOES),
    "learning:take_use_out": Entry(DEED, pk("use"), posts=AUTHOR_DOES),
    "learning:report_output": Entry(MEMBERS, pk("output")),
    "learning:hide_output": Entry(MODERATORS, pk("output")),
    "learning:unhide_output": Entry(DEED, pk("output"), posts=MODERATORS_DO),
    "learning:settle_output": Entry(DEED, pk("output"), posts=MODERATORS_DO),
    "learning:report_use": Entry(MEMBERS, pk("use")),
    "learning:hide_use": Entry(MODERATORS, pk("use")),
    "learning:unhide_use": Entry(DEED, pk("use"), posts=MODERATORS_DO),
    "learning:settle_use": Entry(DEED, pk("use"), posts=MODERATORS_DO),
    "learning:experiments": Entry(PAGE),
    "learning:experiment": Entry(PAGE, pk("experiment")),
    "learning:begin_experiment": Entry(MEMBERS, pk("topic")),
    "learning:change_experiment": Entry(
        (302, 404, 200, 404, 404), pk("experiment"), posts=(302, 404, 422, 404, 404)
    ),
    "learning:offer_trial": Entry(DEED, pk("experiment")),
    "learning:take_up_trial": Entry(DEED, pk("trial"), posts=ORGANIZER_DOES),
    "learning:withdraw_trial": Entry(DEED, pk("trial"), posts=AUTHOR_DOES),
    "learning:tell_trial": Entry((302, 200, 404, 404, 404), pk("trial"), posts=(302, 422, 404, 404, 404)),
    "learning:report_experiment": Entry(MEMBERS, pk("experiment")),
    "learning:hide_experiment": Entry(MODERATORS, pk("experiment")),
    "learning:unhide_experiment": Entry(DEED, pk("experiment"), posts=MODERATORS_DO),
    "learning:settle_experiment": Entry(DEED, pk("experiment"), posts=MODERATORS_DO),
    "learning:report_trial": Entry(MEMBERS, pk("trial")),
    "learning:hide_trial": Entry(MODERATORS, pk("trial")),
    "learning:unhide_trial": Entry(DEED, pk("trial"), posts=MODERATORS_DO),
    "learning:settle_trial": Entry(DEED, pk("trial"), posts=MODERATORS_DO),
    "learning:reflect": Entry((302, 200, 200, 404, 404), pk("lived"), posts=(302, 422, 422, 404, 404)),
    "learning:share_story": Entry((302, 200, 302, 404, 404), pk("lived"), posts=THE_TEN_DO),
    "learning:month": Entry(
        (302, 200, 200, 404, 404), pk("lived"), posts=(302, 422, 422, 404, 404), query="?answer=not-yet"
    ),
    "learning:value": Entry(PAGE),
    "learning:value_csv": Entry(PAGE),
    "learning:value_of_space": Entry(PAGE, slug("forum")),
    "learning:csv_of_space": Entry(PAGE, slug("forum")),
    "learning:stories": Entry(PAGE),
    "learning:story": Entry(PAGE, pk("story")),
    "learning:story_markdown": Entry(PAGE, pk("story")),
    "learning:take_back_story": Entry(DEED, pk("story"), posts=AUTHOR_DOES),
    "learning:ask_for_story": Entry(DEED, pk("told")),
    "learning:report_story": Entry(MEMBERS, pk("story")),
    "learning:hide_story": Entry(MODERATORS, pk("story")),
    "learning:unhide_story": Entry(DEED, pk("story"), posts=MODERATORS_DO),
    "learning:settle_story": Entry(DEED, pk("story"), posts=MODERATORS_DO),
    # network
    "network:open_to_picks": Entry(DEED, pk("held"), posts=(302, 404, 404, 404, 404)),
    "network:not_open": Entry(DEED, pk("held"), posts=(302, 404, 404, 404, 404)),
    "network:pick_in_hour": Entry(DEED, person_of("now"), posts=THE_TEN_DO),
    "network:unpick_in_hour": Entry(DEED, person_of("now"), posts=THE_TEN_DO),
    "network:my_people": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:end_connection": Entry((302, 200, 404, 404, 404), pk("connection"), posts=DONE),
    "network:introduce": Entry((302, 200, 404, 404, 404), pk("connection"), posts=(302, 422, 404, 404, 404)),
    "network:my_map": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:map": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:map_csv": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:hide_connection": Entry(DEED, pk("connection"), posts=AUTHOR_DOES),
    "network:show_connection": Entry(DEED, pk("connection"), posts=AUTHOR_DOES),
    "network:offers": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:needs": Entry(MEMBERS, posts=MEMBERS_READ, query="?q=form&tag=forms"),
    "network:my_offers": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:new_offer": Entry(MEMBERS),
    "network:offer": Entry(MEMBERS, pk("need"), posts=MEMBERS_READ),
    "network:change_offer": Entry((302, 200, 404, 404, 404), pk("need"), posts=(302, 422, 404, 404, 404)),
    "network:renew_offer": Entry(DEED, pk("need"), posts=AUTHOR_DOES),
    "network:take_back_offer": Entry((302, 200, 404, 404, 404), pk("need"), posts=DONE),
    "network:need_as_topic": Entry((302, 200, 404, 404, 404), pk("need"), posts=(302, 422, 404, 404, 404)),
    "network:preview_need": Entry(DEED, pk("need"), posts=(302, 422, 404, 404, 404)),
    "network:report_offer": Entry(MEMBERS, pk("need")),
    "network:hide_offer": Entry(MODERATORS, pk("need")),
    "network:unhide_offer": Entry(DEED, pk("need"), posts=MODERATORS_DO),
    "network:settle_offer": Entry(DEED, pk("need"), posts=MODERATORS_DO),
    "network:not_this_person": Entry(DEED, pk("member"), posts=(302, 404, 302, 302, 302)),
    "network:not_this_pair": Entry(DEED, _two_of_mine, posts=AUTHOR_DOES),
    "network:suggest_again": Entry(DEED, pk("not_now")),
    "network:ask_for_time": Entry((302, 404, 200, 200, 200), pk("member"), posts=(302, 404, 422, 422, 422)),
    "network:introduction": Entry((302, 200, 404, 200, 404), pk("introduction"), posts=MEMBERS_READ),
    "network:accept_introduction": Entry(DEED, pk("introduction"), posts=AUTHOR_DOES),
    "network:decline_introduction": Entry(DEED, pk("introduction"), posts=AUTHOR_DOES),
    "network:withdraw_introduction": Entry(DEED, pk("introduction")),
    "network:report_introduction": Entry(
        (302, 200, 404, 200, 404), pk("introduction"), posts=(302, 422, 404, 422, 404)
    ),
    "network:hide_introduction": Entry(MODERATORS, pk("introduction")),
    "network:unhide_introduction": Entry(DEED, pk("introduction"), posts=MODERATORS_DO),
    "network:settle_introduction": Entry(DEED, pk("introduction"), posts=MODERATORS_DO),
    "network:my_steps": Entry(MEMBERS, posts=MEMBERS_READ),
    "network:new_step": Entry((302, 200, 200, 404, 404), pk("held"), posts=(302, 422, 422, 404, 404)),
    "network:step": Entry((302, 200, 404, 404, 404), pk("step"), posts=MEMBERS_READ),
    "network:ask_along": Entry((302, 200, 404, 404, 404), pk("step"), posts=(302, 422, 404, 404, 404)),
    "network:agree_to_step": Entry(DEED, pk("asked")),
    "network:decline_step": Entry(DEED, pk("asked")),
    "network:change_step": Entry((302, 200, 404, 404, 404), pk("step"), posts=(302, 422, 404, 404, 404)),
    "network:step_happened": Entry(DEED, pk("step"), posts=AUTHOR_DOES),
    "network:postpone_step": Entry(DEED, pk("step"), posts=AUTHOR_DOES),
    "network:let_step_go": Entry(DEED, pk("step"), posts=AUTHOR_DOES),
    "network:take_step_up": Entry(DEED, pk("step"), posts=AUTHOR_DOES),
    "network:delete_step": Entry((302, 200, 404, 404, 404), pk("step"), posts=DONE),
    "network:pick": Entry(DEED, person_of("held"), posts=(302, 422, 422, 404, 404)),
    "network:unpick": Entry(DEED, person_of("held"), posts=(302, 302, 302, 404, 404)),
    "followups:ask": Entry(DEED, pk("held")),
    "followups:do_not_ask": Entry(DEED, pk("held")),
    "followups:edit_insight": Entry((302, 200, 404, 404, 404), pk("insight")),
    "followups:delete_insight": Entry((302, 200, 404, 404, 404), pk("insight"), posts=AUTHOR_DOES),
    "followups:comment": Entry(DEED, pk("insight")),
    "followups:post_as_topic": Entry(MEMBERS, pk("insight")),
    "followups:preview_topic": Entry(DEED, pk("insight")),
    "followups:report_insight": Entry(MEMBERS, pk("insight")),
    "followups:hide_insight": Entry(MODERATORS, pk("insight")),
    "followups:unhide_insight": Entry(DEED, pk("insight"), posts=MODERATORS_DO),
    "followups:settle_insight": Entry(DEED, pk("insight"), posts=MODERATORS_DO),
    "followups:edit_comment": Entry((302, 200, 404, 404, 404), pk("comment")),
    "followups:delete_comment": Entry((302, 200, 404, 404, 404), pk("comment"), posts=AUTHOR_DOES),
    "followups:report_comment": Entry(MEMBERS, pk("comment")),
    "followups:hide_comment": Entry(MODERATORS, pk("comment")),
    "followups:unhide_comment": Entry(DEED, pk("comment"), posts=MODERATORS_DO),
    "followups:settle_comment": Entry(DEED, pk("comment"), posts=MODERATORS_DO),
}
