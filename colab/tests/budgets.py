"""The number of queries a page may make, for three rows of each kind and for thirty (R-QUERY-COUNT).

(for a visitor, for people signed in), or one number for each of `READERS`; None: they get no page. Two
queries of those signed in are the session and the person.
"""

from colab.tests.addresses import ADDRESSES, READERS

BUDGETS = {
    "home": (2, 13),
    "search": (4, 5),  # visitors are counted
    "about": (0, 2),
    "glossary": (0, 2),
    "healthz": (1, 3),
    "robots": (0, 2),
    "organize": (None, 9),
    "first_steps": (None, None, None, None, 6),
    "style": (None, 2),
    "style_dialog": (None, 2),
    "mails": (None, 8),
    "mail": (None, 2),
    "participants:export": (None, 45),
    "participants:erase": (None, 5),
    "forums:index": (2, 4),
    "forums:forum": (3, 5),
    "forums:new_topic": (None, 3),
    "forums:people_for_new": (None, 4),
    "forums:invitations": (None, 5),
    "forums:members": (None, 5),
    "forums:leave": (None, 3),
    "forums:remove_member": (None, 4),
    "forums:roles": (None, 14),
    "forums:tag": (3, 5),
    "forums:similar": (None, 4),
    "forums:suggest_tags": (None, 3),
    "forums:reply": (None, 3),
    "forums:people_for_reply": (None, 4),
    "forums:nominate": (None, 3),
    "forums:hide_topic": (None, 3),
    "forums:topic": (4, 6),
    "forums:edit_post": (None, 4),
    "forums:history": (None, 5),
    "forums:take_out_version": (None, 3),
    "forums:report": (None, 3),
    "forums:hide_post": (None, 3),
    "forums:candidates": (2, 4),
    "moderation:queue": (None, 8),
    "moderation:hidden": (None, 8),
    "moderation:recent": (None, 3),
    "participants:me": (None, 2),
    "mailing:notices": (None, 5),
    "participants:data": (None, 2),
    "participants:clock": (0, None),
    "timezones:places": (0, 2),
    "participants:new_zone": (0, 2),
    "participants:people": (None, 3),
    "participants:person": (None, 10, 11, 11, 11),
    "participants:invitations": (None, 5),
    "participants:invitation": (3, 6),
    "participants:unclaimed": (None, 3),
    "participants:invite": (None, 3),
    "mailing:postbox": (0, 2),
    "events:index": (1, 3),
    "events:past": (1, 3),
    "events:declare": (None, 7),
    "events:colab": (6, 9, 13, 9, 9),
    "events:ics": (2, 4, 5, 4, 4),
    "events:invitations": (None, 7),
    "events:leave": (None, 4),
    "events:edit": (None, 6),
    "events:plan": (None, 5),
    "events:choose_sheet": (None, 4),
    "events:discard": (None, 3),
    "events:move": (None, 7),
    "events:call_off": (None, 3),
    "events:remove": (None, 4),
    "events:new_room": (None, 3),
    "events:hand_over": (None, None, 6, None, None),
    "events:offer": (None, 4),
    "events:attendance": (None, 7),
    "events:hour": (None, 6, 6, None, None),
    "events:calendars": (1, 4),
    "events:feed": (1, 3),
    "events:atom": (1, 3),
    "events:forum_feed": (2, 4),
    "events:forum_atom": (2, 4),
    "followups:pulse": (None, 4),
    "network:introduce": (None, 4),
    "participants:sections": (None, 3),
    "network:my_map": (None, 4, 3, 3, 3),
    "network:map": (None, 4),
    "network:map_csv": (None, 4),
    "network:offers": (None, 3),
    "network:needs": (None, 3),
    "network:my_offers": (None, 3),
    "network:new_offer": (None, 2),
    "network:offer": (None, 3),
    "network:change_offer": (None, 3),
    "network:take_back_offer": (None, 3),
    "network:need_as_topic": (None, 6),
    "network:report_offer": (None, 3),
    "network:hide_offer": (None, 3),
    "network:ask_for_time": (None, 3),
    "network:introduction": (None, 3, None, 3),
    "network:report_introduction": (None, 3),
    "network:hide_introduction": (None, 3),
    "network:my_people": (None, 14, 7, 7, 7),
    "network:end_connection": (None, 3),
    "network:my_steps": (None, 3),
    "network:new_step": (None, 3),
    "network:ask_along": (None, 6),
    "network:step": (None, 5),
    "network:change_step": (None, 3),
    "network:delete_step": (None, 4),
    "followups:after": (8, 13, 13, 10, 10),
    "followups:harvest": (None, 4),
    "followups:harvest_markdown": (2, 4),
    "learning:library": (5, 6),  # visitors are counted
    "learning:atom": (4, 6),
    "learning:note": (2, 4),
    "learning:note_markdown": (2, 4),
    "learning:harvest": (3, 5),
    "followups:edit_insight": (None, 3),
    "followups:delete_insight": (None, 3),
    "followups:post_as_topic": (None, 5),
    "followups:report_insight": (None, 3),
    "followups:hide_insight": (None, 3),
    "followups:edit_comment": (None, 3),
    "followups:delete_comment": (None, 3),
    "followups:report_comment": (None, 3),
    "followups:hide_comment": (None, 3),
}


def allowed(name):
    visitor, *signed_in = BUDGETS[name]
    return (visitor, *(signed_in * (len(READERS) - 1) if len(signed_in) == 1 else signed_in))


def pages():
    return {name for name, entry in ADDRESSES.items() if 200 in entry.answers}


def pages_without_budget():
    return sorted(pages() - BUDGETS.keys())


def budgets_without_page():
    return sorted(BUDGETS.keys() - pages())
