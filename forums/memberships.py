"""Who is in a forum."""

from forums.models import Membership


def join(forum, person):
    """Come in, where everyone may: the query of the view has said so. Twice changes nothing."""
    Membership.objects.bulk_create([Membership(forum=forum, participant=person)], ignore_conflicts=True)


def leave(forum, person):
    """Go out, and hear no more of it."""
    forum.memberships.filter(participant=person).delete()
    forum.watches.filter(participant=person).delete()
    if not forum.is_public:
        person.watches.filter(topic__forum=forum).delete()
