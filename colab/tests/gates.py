"""Which limit each address has that people write to; which have none, and why (R-LIMITS)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from colab.tests.addresses import in_nine_days
from learning.models import Reflection
from learning.reflection import stories
from participants.profiles import sections
from testing import make


@dataclass(frozen=True)
class Gate:
    """Fields that would be taken from one of `addresses.world`, were the limit of `verb` not reached."""

    verb: str
    fields: Callable
    by: str = "member"
    keeps: bool = True  # what was typed


def gate(verb, by="member", keeps=True, **fields):
    return Gate(verb, lambda rows: fields, by, keeps)


def _topic_from_insight(rows):
    return {"forum": rows["forum"].pk, "title": "Ωραία άλλα", "text": "Ωμέγα", "language": "en"}


def _topic_from_need(rows):
    return _topic_from_insight(rows) | {"title": "Ωραία ανάγκη"}


def _step(rows):
    return {"text": "Ωμέγα", "due_on": f"{in_nine_days():%Y-%m-%d}", "readable": "us"}


def _experiment(rows):
    sentences = dict.fromkeys(("if_we", "then", "test_by", "share_by"), "Ωμέγα")
    return sentences | {"share_on": f"{in_nine_days():%Y-%m-%d}", "language": "en"}


def _output(rows):
    about = {"kind": "tool", "licence": "cc0-1.0", "language": "en"}
    return dict.fromkeys(("title", "what_for", "text"), "Ωμέγα") | about


def _acquaintance(rows):
    return rows["connection"].other_of(rows["member"]).pk


def _nobody_reads(rows):
    return dict.fromkeys(sections.sections, "nobody")


def _seen(rows):
    mine = Reflection.objects.get(colab=rows["lived"], participant=rows["member"])
    return {"seen": stories.stamp(mine)}


def _pair(rows):
    return {"person": rows["introduction"].by_id, "why": "Ωμέγα"}


def _start(rows):
    day = timezone.now() + timedelta(days=12)
    reasons = {"reason": "Ω", "unfriendly_reason": "Ω", "notice_reason": "Ω"}
    return {"date": f"{day:%Y-%m-%d}", "time": "14:00", "zone": "America/Toronto"} | reasons


def _plan(rows):
    plan = {"title": "Ωραία", "question": "Ω;", "chosen_for": "popularity", "chosen_because": "Ω"}
    room = {"minutes": "60", "capacity": "10", "room_url": "https://meet.example.org/room"}
    return _start(rows) | plan | room


def _offer(rows):
    other = make.organizer()
    return {"person": "other", "other": other.email, "role": "co_organizer"}


PROFILE = {"name": "Ωμέγα", "zone": "America/Toronto", "language": "en"}
PROFILE |= {"day_starts": "08:00", "day_ends": "17:00"}
TOPIC = {"title": "Ωραία θέματα", "text": "Ωμέγα", "language": "en"}

GATES = {
    "network:ask_for_time": gate("introduction", "organizer", why="Ωμέγα"),
    "participants:me": gate("name", **PROFILE),
    "participants:invitations": gate("invitation", "organizer", days="7", most="5"),
    "forums:invitations": gate("invitation", "moderator", days="7", most="5"),
    "events:invitations": gate("invitation", "organizer", days="7", most="5"),
    "participants:invite": gate("invitation", "staff", address="new@example.org", language="en"),
    "forums:new_topic": gate("topic", **TOPIC),
    "forums:preview_topic": gate("preview", **TOPIC),
    "forums:reply": gate("reply", text="Ωμέγα"),
    "forums:preview_reply": gate("preview", text="Ωμέγα"),
    "forums:preview": gate("preview", text="Ωμέγα", keeps=False),  # what was typed stands in the page
    "forums:nominate": gate("nomination", intention="share", reason="Ωμέγα"),
    "forums:open_space": gate(
        "space",
        by="organizer",
        kind="open",
        name="Ωραίος χώρος",
        purpose="Ωμέγα",
        language="en",
        is_public="True",
    ),
    "forums:edit_about": gate("edit", by="moderator", name="Ωραίος χώρος", purpose="Ωμέγα", language="en"),
    "forums:report_principles": gate("report", reason="Ωμέγα"),
    "forums:report_concern": gate("report", reason="Ωμέγα"),
    "forums:concern": gate("answer", by="joined", concern="Ωμέγα"),
    "forums:report_statement": gate("report", reason="Ωμέγα"),
    "forums:propose_statement": gate("statement", text="Ωμέγα;", better_for="Ωμέγα", why="Ω", language="en"),
    "forums:begin_challenge": gate("statement", text="Ωμέγα;", better_for="Ωμέγα", language="en"),
    "forums:propose_principles": gate(
        "proposal", by="proposer", text="Ωμέγα", change_note="Ωμέγα", language="en"
    ),
    "forums:stewards": Gate("space", lambda rows: {"person": rows["joined"].email}, "moderator"),
    "forums:edit_post": gate("edit", title="Ωραία θέματα", tags="", text="Ωμέγα"),
    "followups:preview_topic": Gate("preview", _topic_from_insight),
    "followups:report_insight": gate("report", "moderator", reason="Ωμέγα"),
    "followups:report_comment": gate("report", "moderator", reason="Ωμέγα"),
    "followups:edit_comment": gate("edit", text="Ωμέγα, άλλη"),
    "forums:report": gate("report", reason="Ωμέγα"),
    "events:register": gate("registration", "moderator", intention="share", bring="Ωμέγα"),
    "events:change": gate("edit", intention="share", bring="Ωμέγα"),
    "events:declare": Gate("declaration", _plan, "organizer"),
    "events:hand_over": Gate("plan", _offer, "organizer", keeps=False),  # a choice
    "events:edit": Gate("plan", _plan, "organizer"),
    "events:move": Gate("move", _start, "organizer"),
    "followups:write_insight": gate("insight", text="Ωμέγα", kind="insight", audience="readers"),
    "events:plan": gate("plan", "organizer", method_1="talk", minutes_1="9", place_1="1", keeps="Ωμέγα"),
    "events:choose_sheet": gate("plan", "organizer", sheet="hatch"),
    "followups:write_note": gate("insight", text="Ωμέγα", kind="insight", audience="readers"),
    "followups:share_note": gate("edit", audience="ten"),
    "participants:sections": Gate("profile", _nobody_reads),
    "network:new_offer": gate("offer", kind="offer", text="Ωμέγα", language="en"),
    "network:change_offer": gate("edit", text="Ωμέγα", language="en"),
    "network:renew_offer": gate("offer"),
    "network:need_as_topic": Gate("topic", _topic_from_need),
    "network:preview_need": Gate("preview", _topic_from_insight),
    "network:report_offer": gate("report", "moderator", reason="Ωμέγα"),
    "network:introduce": Gate("introduction", _pair),
    "network:report_introduction": gate("report", "moderator", reason="Ωμέγα"),
    "network:new_step": Gate("step", _step),
    "network:change_step": Gate("edit", _step),
    "network:ask_along": Gate("step", lambda rows: {"person": _acquaintance(rows)}),
    "network:step_happened": gate("edit", came_of_it="Ωμέγα"),
    "network:pick_in_hour": gate("pick", "organizer"),
    "followups:edit_insight": gate("edit", text="Ωμέγα", kind="insight"),
    "followups:comment": gate("answer", text="Ωμέγα"),
    "followups:post_as_topic": Gate("topic", _topic_from_insight),
    "followups:tag_note": gate("tag", "organizer", tags="ωραία"),
    "followups:harvest": gate("harvest", "organizer", summary="Ωμέγα"),
    "followups:keep_harvest": gate("edit", "organizer", summary="Ωμέγα"),
    "followups:ask": gate("request", reason="Ωμέγα"),
    "learning:new_output": Gate("output", _output),
    "learning:change_output": Gate("edit", _output),
    "learning:use_output": gate("use", "moderator"),
    "learning:take_along": gate("use", taken_to="Ωμέγα"),
    "learning:take_harvest_along": gate("use", taken_to="Ωμέγα"),
    "learning:take_story_along": gate("use", taken_to="Ωμέγα"),
    "learning:change_use": gate("edit", organization="Ωμέγα", district="Ω", changed="Ωμέγα"),
    "learning:report_output": gate("report", reason="Ωμέγα"),
    "learning:report_use": gate("report", "organizer", reason="Ωμέγα"),
    "learning:write_monthly": gate("monthly", "organizer", opening="Ωμέγα", language="es"),
    "learning:write_monthly_in_space": gate("monthly", opening="Ωμέγα", language="fr"),
    "learning:change_monthly": gate("edit", opening="Ωμέγα"),
    "learning:report_monthly": gate("report", reason="Ωμέγα"),
    "learning:begin_experiment": Gate("experiment", _experiment),
    "learning:change_experiment": Gate("edit", _experiment, "organizer"),
    "learning:offer_trial": gate("trial", "moderator", where="Ωμέγα"),
    "learning:tell_trial": gate("reply", showed="no", learnt="Ωμέγα", language="en", in_topic="on"),
    "learning:report_experiment": gate("report", reason="Ωμέγα"),
    "learning:report_trial": gate("report", "organizer", reason="Ωμέγα"),
    "learning:share_story": Gate("story", _seen),  # before what it shows is changed
    "learning:reflect": gate(
        "reflection", q1="Ωμέγα", story_1="on", title="Ωμέγα", named="yes", language="en"
    ),
    "learning:month": gate("reflection", came_of_it="used", came_line="Ωμέγα"),
    "learning:ask_for_story": gate("asking"),
    "learning:report_story": gate("report", "organizer", reason="Ωμέγα"),
    "network:pick": gate("pick", "organizer", reason="information", note="Ωμέγα"),
}

NEVER = "what people can always do: leave, take back, decline, erase, turn off"
CHOICE = "a choice of one's own, without text: one row, which is set or not"
DUTY = "a moderator's duty: hiding has to be as quick as writing"
OFFICE = "an organizer's act on one co-lab, of which they may declare few"
SIGNING = "allauth's limits on signing in and up hold here"
LEADING = "whoever leads an hour: it has to be as quick as talking"
CHECKED = "only computed, for organizers; nothing is stored"

OPEN = {
    "csp_report": "a browser's report, which is logged and not stored",
    "theme": CHOICE,
    "set_language": CHOICE,
    "style": "a sample, for staff",
    "style_dialog": "a sample, for staff",
    "participants:erase": NEVER,
    "participants:clock": CHOICE,
    "participants:new_zone": CHOICE,
    "participants:claim": SIGNING,
    "participants:join_code_again": SIGNING,
    "mailing:notices": CHOICE,
    "mailing:unsubscribe": NEVER,
    "mailing:subscribe": CHOICE,
    "forums:join": CHOICE,
    "forums:leave": NEVER,
    "participants:invitation": CHOICE,
    "participants:withdraw_invitation": NEVER,
    "forums:agree": CHOICE,
    "forums:unsay": NEVER,
    "forums:withdraw_principles": NEVER,
    "forums:ready": CHOICE,
    "forums:not_ready": NEVER,
    "forums:step_down": NEVER,
    "forums:take_back_steward": DUTY,
    "forums:end_challenge": "the author's own topic: one row, which is set or not",
    "learning:take_up_trial": "an answer to a place that was offered, few a day by one person",
    "learning:withdraw_trial": NEVER,
    "learning:publish_output": "one's own draft, of which one may write few a day",
    "learning:take_output_back": NEVER,
    "learning:ask_contributors": "people who shared something in one topic, each asked once",
    "learning:agree_to_be_named": CHOICE,
    "learning:decline_to_be_named": NEVER,
    "learning:confirm_use": CHOICE,
    "learning:end_use": NEVER,
    "learning:take_use_out": NEVER,
    "learning:hide_output": DUTY,
    "learning:unhide_output": DUTY,
    "learning:settle_output": DUTY,
    "learning:hide_use": DUTY,
    "learning:unhide_use": DUTY,
    "learning:settle_use": DUTY,
    "learning:publish_monthly": "of a month and a space, few in a language; its mail is written once",
    "learning:take_monthly_back": NEVER,
    "learning:hide_monthly": DUTY,
    "learning:unhide_monthly": DUTY,
    "learning:settle_monthly": DUTY,
    "learning:hide_experiment": DUTY,
    "learning:unhide_experiment": DUTY,
    "learning:settle_experiment": DUTY,
    "learning:hide_trial": DUTY,
    "learning:unhide_trial": DUTY,
    "learning:settle_trial": DUTY,
    "forums:take_over_statement": "an answer to one proposal, of which there are five at most",
    "forums:decline_statement": "an answer to one proposal, of which there are five at most",
    "forums:take_back_statement": NEVER,
    "forums:hide_statement": DUTY,
    "forums:unhide_statement": DUTY,
    "forums:settle_statement": DUTY,
    "forums:hide_principles": DUTY,
    "forums:unhide_principles": DUTY,
    "forums:settle_principles": DUTY,
    "forums:hide_concern": DUTY,
    "forums:unhide_concern": DUTY,
    "forums:settle_concern": DUTY,
    "forums:remove_member": DUTY,
    "forums:let_back": DUTY,
    "forums:take_out_version": NEVER,
    "forums:would": CHOICE,
    "forums:take_role": CHOICE,
    "forums:renew_role": CHOICE,
    "forums:give_up_role": NEVER,
    "forums:watch_forum": CHOICE,
    "forums:unwatch_forum": NEVER,
    "forums:watch_tag": CHOICE,
    "forums:unwatch_tag": NEVER,
    "forums:watch_topic": CHOICE,
    "forums:unwatch_topic": NEVER,
    "forums:withdraw": NEVER,
    "forums:close": DUTY,
    "forums:reopen": DUTY,
    "forums:pin": DUTY,
    "forums:unpin": DUTY,
    "forums:hide_topic": DUTY,
    "forums:unhide_topic": DUTY,
    "forums:hide_post": DUTY,
    "forums:unhide_post": DUTY,
    "forums:settle": DUTY,
    "events:leave": NEVER,
    "events:claim": "it was registered for before",
    "events:room": "the door, which is open at its hour to those with a seat",
    "events:decline": NEVER,
    "events:check": CHECKED,
    "events:check_draft": CHECKED,
    "events:check_move": CHECKED,
    "events:arrange": CHECKED,
    "events:announce": OFFICE,
    "events:new_room": OFFICE,
    "events:keep_room": OFFICE,
    "events:make_room": OFFICE,
    "events:dial_in": "the door, which is open at its hour to those with a seat",
    "events:end_sharing": NEVER,
    "events:accept_offer": "once for each offer, which is limited",
    "events:decline_offer": NEVER,
    "events:take_back_offer": NEVER,
    "events:take_over": OFFICE,
    "events:discard": NEVER,
    "events:rules": OFFICE,
    "events:call_off": NEVER,
    "events:seats": OFFICE,
    "events:remove": OFFICE,
    "events:allow": OFFICE,
    "events:attendance": OFFICE,
    "events:hour_begin": LEADING,
    "events:hour_forward": LEADING,
    "events:hour_back": LEADING,
    "events:hour_extend": LEADING,
    "events:hour_show": LEADING,
    "events:hour_finish": LEADING,
    "events:hour_regroup": LEADING,
    "events:hour_here": CHOICE,
    "events:hour_listen": CHOICE,
    "events:hour_share": CHOICE,
    "events:renew_feed": CHOICE,
    "events:revoke_feed": NEVER,
    "followups:delete_insight": NEVER,
    "followups:delete_comment": NEVER,
    "followups:hide_insight": DUTY,
    "followups:unhide_insight": DUTY,
    "followups:settle_insight": DUTY,
    "followups:hide_comment": DUTY,
    "followups:unhide_comment": DUTY,
    "followups:settle_comment": DUTY,
    "followups:do_not_ask": NEVER,
    "learning:take_back_story": NEVER,
    "learning:hide_story": DUTY,
    "learning:unhide_story": DUTY,
    "learning:settle_story": DUTY,
    "followups:harvest_voice": "no public space asks; a yes counts among edits, a no is always taken",
    "followups:give_dot": "three dots for each person and hour",
    "followups:take_dot_back": NEVER,
    "followups:pulse": CHOICE,
    "network:accept_introduction": CHOICE,
    "network:decline_introduction": NEVER,
    "network:withdraw_introduction": NEVER,
    "network:hide_introduction": DUTY,
    "network:unhide_introduction": DUTY,
    "network:settle_introduction": DUTY,
    "network:take_back_offer": NEVER,
    "network:hide_offer": DUTY,
    "network:unhide_offer": DUTY,
    "network:settle_offer": DUTY,
    "network:hide_connection": NEVER,
    "network:show_connection": CHOICE,
    "network:not_this_person": CHOICE,
    "network:not_this_pair": CHOICE,
    "network:suggest_again": CHOICE,
    "network:end_connection": NEVER,
    "network:agree_to_step": CHOICE,
    "network:decline_step": NEVER,
    "network:unpick": NEVER,
    "network:unpick_in_hour": NEVER,
    "network:let_step_go": NEVER,
    "network:take_step_up": CHOICE,
    "network:postpone_step": CHOICE,
    "network:delete_step": NEVER,
    "network:open_to_picks": CHOICE,
    "network:not_open": NEVER,
}
