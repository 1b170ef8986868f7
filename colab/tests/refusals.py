"""What each form of ours refuses: who sends what to which address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from colab.tests.addresses import ADDRESSES, THEN
from participants.imported_authors import claims
from participants.models import Participant


@dataclass(frozen=True)
class Refusal:
    """Fields that are refused, from one of `addresses.world`, or from a visitor ("").

    What is typed into a text is in Greek, as people write where pages are read in another language.
    """

    fields: dict
    by: str = "organizer"
    arguments: Callable | None = None


def _claimed(rows):
    return {"token": claims.token(rows["unclaimed"], "claimed@example.org", timezone.now())}


TIME = {"date": "x", "time": "y"}
PLAN = TIME | {"title": "Ω", "minutes": "90", "room_url": "ftp://x"}

REFUSALS = {
    "style": Refusal({"title": "Ω", "email": "no"}, "staff"),
    # participants
    "participants:me": Refusal({"name": "Ω", "zone": "Mars", "day_starts": "x"}),
    "participants:clock": Refusal({"zone": "Mars", "next": "/about/"}, ""),
    "participants:erase": Refusal({"address": "no"}),
    "participants:invite": Refusal({"address": "no"}, "staff"),
    "participants:invitations": Refusal({"most": "0", "days": "x"}),
    "participants:claim": Refusal({"name": "Ω", "password": "1"}, "", _claimed),
    "mailing:notices": Refusal({"delivery": "x", "reply": "x"}),
    # forums
    "forums:open_space": Refusal({"kind": "x", "name": "Ω", "rhythm_weeks": "99", "ready": "asks"}),
    "forums:edit_about": Refusal({"name": "Ω", "rhythm_weeks": "0", "review_on": "x"}, "moderator"),
    "forums:ready": Refusal({"lines": "asks"}, "moderator"),
    "forums:propose_principles": Refusal({"text": "", "change_note": "Ω"}),
    "forums:concern": Refusal({"concern": "Ω" * 501}),
    "forums:report_principles": Refusal({"reason": "Ω" * 501}),
    "forums:hide_principles": Refusal({"reason": "Ω" * 301}, "moderator"),
    "forums:report_concern": Refusal({"reason": "Ω" * 501}),
    "forums:hide_concern": Refusal({"reason": "Ω" * 301}, "moderator"),
    "forums:stewards": Refusal({"person": "Ω"}, "moderator"),
    "forums:propose_statement": Refusal({"text": "", "better_for": "Ω", "why": "Ω"}),
    "forums:begin_challenge": Refusal({"text": "", "better_for": "Ω"}, "member"),
    "forums:report_statement": Refusal({"reason": "Ω" * 501}),
    "forums:hide_statement": Refusal({"reason": "Ω" * 301}, "moderator"),
    "learning:new_output": Refusal({"title": "Ω", "text": "Ω", "url": "ftp://x", "licence": "x"}),
    "learning:change_output": Refusal(
        {"title": "Ω", "text": "Ω", "url": "ftp://x", "licence": "x"}, "member"
    ),
    "learning:ask_contributors": Refusal({"people": "x"}, "organizer"),
    "learning:take_along": Refusal({"taken_to": "Ω" * 151}),
    "learning:take_harvest_along": Refusal({"taken_to": "Ω" * 151}),
    "learning:take_story_along": Refusal({"taken_to": "Ω" * 151}),
    "learning:change_use": Refusal({"organization": "Ω" * 151, "district": "Ω", "changed": "Ω"}, "member"),
    "learning:report_output": Refusal({"reason": "Ω" * 501}),
    "learning:hide_output": Refusal({"reason": "Ω" * 301}, "moderator"),
    "learning:report_use": Refusal({"reason": "Ω" * 501}),
    "learning:hide_use": Refusal({"reason": "Ω" * 301}, "moderator"),
    "learning:begin_experiment": Refusal({"if_we": "Ω", "then": "", "share_on": "x"}),
    "learning:change_experiment": Refusal({"if_we": "Ω", "then": "", "share_on": "x"}, "organizer"),
    "learning:offer_trial": Refusal({"where": "Ω" * 101, "when": "Ω"}, "moderator"),
    "learning:tell_trial": Refusal({"showed": "x", "learnt": "Ω", "evidence_url": "x"}, "member"),
    "learning:write_monthly": Refusal({"opening": "Ω" * 3001, "closing": "Ω", "language": "en"}, "organizer"),
    "learning:write_monthly_in_space": Refusal(
        {"opening": "Ω" * 3001, "closing": "Ω", "language": "en"}, "member"
    ),
    "learning:change_monthly": Refusal({"opening": "Ω" * 3001, "closing": "Ω"}, "member"),
    "learning:report_monthly": Refusal({"reason": "Ω" * 501}),
    "learning:hide_monthly": Refusal({"reason": "Ω" * 301}, "moderator"),
    "learning:report_experiment": Refusal({"reason": "Ω" * 501}),
    "learning:hide_experiment": Refusal({"reason": "Ω" * 301}, "moderator"),
    "learning:report_trial": Refusal({"reason": "Ω" * 501}),
    "learning:hide_trial": Refusal({"reason": "Ω" * 301}, "moderator"),
    "forums:new_topic": Refusal({"title": "x", "tags": "a,b,c,d,e,f,g", "text": "Ω"}),
    "forums:preview_topic": Refusal({"title": "x", "text": "Ω"}),
    "forums:reply": Refusal({"text": ""}),
    "forums:preview_reply": Refusal({"text": ""}),
    "forums:nominate": Refusal({"intention": "x", "reason": "Ω"}),
    "forums:edit_post": Refusal({"title": "x", "text": "Ω"}, "member"),
    "forums:report": Refusal({"reason": "Ω" * 501}),
    "forums:hide_post": Refusal({"reason": "Ω" * 301}, "moderator"),
    "forums:hide_topic": Refusal({"reason": "Ω" * 301}, "moderator"),
    "forums:invitations": Refusal({"most": "0", "days": "x"}, "moderator"),
    "forums:remove_member": Refusal({"reason": "Ω" * 301}, "moderator"),
    # events
    "events:invitations": Refusal({"most": "0", "days": "x"}),
    "events:declare": Refusal(PLAN),
    "events:check": Refusal(PLAN),
    "events:check_draft": Refusal(PLAN),
    "events:edit": Refusal({"minutes": "90", "question": "Ω"}),
    "events:move": Refusal(TIME | {"reason": "Ω"}),
    "events:check_move": Refusal(TIME | {"reason": "Ω"}),
    "events:call_off": Refusal({"reason": "Ω" * 501}),
    "events:new_room": Refusal({"room_url": "http://x"}),
    "events:hand_over": Refusal({"person": "other", "other": "Ω", "role": "organizer"}),
    "events:seats": Refusal({"seats": "11"}),
    "events:attendance": Refusal({"nobody": "came"}),
    "events:plan": Refusal({"method_1": "talk", "minutes_1": "99", "place_1": "1", "keeps": "Ω"}),
    "events:choose_sheet": Refusal({"sheet": "x"}),
    "events:register": Refusal({"intention": "x", "bring": "Ω"}, "moderator"),
    "events:change": Refusal({"intention": "x", "bring": "Ω"}, "member"),
    # followups
    "followups:write_insight": Refusal({"text": "Ω" * 10_001}, "member"),
    "followups:edit_insight": Refusal({"text": ""}, "member"),
    "followups:write_note": Refusal({"text": "Ω" * 10_001}, "member"),
    "participants:sections": Refusal({"about": "Ω"}),
    "network:new_offer": Refusal({"kind": "need", "text": "Ω" * 141}),
    "network:change_offer": Refusal({"text": "Ω" * 141}, "member"),
    "network:need_as_topic": Refusal({"title": "Ω" * 151, "text": "Ω"}, "member"),
    "network:preview_need": Refusal({"title": "x", "text": "Ω"}, "member"),
    "network:report_offer": Refusal({"reason": "Ω" * 501}),
    "network:hide_offer": Refusal({"reason": "Ω" * 301}, "moderator"),
    "network:introduce": Refusal({"person": "0", "why": "Ω" * 301}, "member"),
    "network:ask_for_time": Refusal({"why": "Ω" * 301, "first_step": "Ω"}),
    "network:report_introduction": Refusal({"reason": "Ω" * 501}, "member"),
    "network:hide_introduction": Refusal({"reason": "Ω" * 301}, "moderator"),
    "network:new_step": Refusal({"text": "Ω" * 201, "due_on": "x"}, "member"),
    "network:ask_along": Refusal({"person": "0"}, "member"),
    "network:change_step": Refusal({"text": "Ω" * 201, "due_on": "x"}, "member"),
    "followups:pulse": Refusal({"worth": "Ω"}, "member"),
    "learning:reflect": Refusal({"q1": "Ω" * 2001, "title": "Ω"}, "member"),
    "learning:month": Refusal({"came_of_it": "x", "came_line": "Ω"}, "member"),
    "learning:report_story": Refusal({"reason": "Ω" * 501}),
    "learning:hide_story": Refusal({"reason": "Ω" * 301}, "moderator"),
    "followups:comment": Refusal({"text": ""}),
    "followups:post_as_topic": Refusal({"title": "Ω" * 151, "text": "Ω"}),
    "followups:preview_topic": Refusal({"title": "Ω" * 151, "text": "Ω"}),
    "followups:report_insight": Refusal({"reason": "Ω" * 501}),
    "followups:hide_insight": Refusal({"reason": "Ω" * 301}, "moderator"),
    "followups:edit_comment": Refusal({"text": ""}, "member"),
    "followups:report_comment": Refusal({"reason": "Ω" * 501}),
    "followups:hide_comment": Refusal({"reason": "Ω" * 301}, "moderator"),
    "followups:harvest": Refusal({"summary": "", "themes": "Ω"}),
    "followups:keep_harvest": Refusal({"summary": "Ω", "tags": "α,β,γ,δ,ε,ζ"}),
    "followups:tag_note": Refusal({"tags": "α,β,γ,δ"}),
    "followups:ask": Refusal({"reason": "Ω" * 501}),
    "network:pick": Refusal({"reason": "x", "note": "Ω"}),
}


def answers(name):
    """Return what each reader's POST of these fields, or of none where there is no form, answers there."""
    entry = ADDRESSES[name]
    if entry.posts:
        return entry.posts
    if name not in REFUSALS:
        return THEN.get(entry.answers, entry.answers)
    return tuple(422 if status in (200, 405) else status for status in entry.answers)


def send(client, name, rows, fields=None, **headers):
    """Send what is refused there, or other fields, signed in as who sends it; give the answer."""
    one = REFUSALS[name]
    client.logout()
    if one.by:
        client.force_login(Participant.objects.get(pk=rows[one.by].pk))
    arguments = (one.arguments or ADDRESSES[name].arguments)(rows)
    return client.post(
        reverse(name, kwargs=arguments), one.fields if fields is None else fields, headers=headers
    )
