"""Questions about co-labs: who may see them, which are ahead, who was there, how many seats are taken."""

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.models import roles
from forums.models import Forum, Principles, may_read

DRAFT = Q(state="draft")


def _shown_to(person):
    """Return the condition for what any reader of the forum may see, and organizers."""
    shown = Q(topic__hidden_at=None)
    return shown if person.is_authenticated and person.is_organizer else shown & ~DRAFT


def _number(rows):
    counted = rows.order_by().values("colab").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _is(condition):
    return ExpressionWrapper(condition, output_field=models.BooleanField())


class CoLabQuerySet(models.QuerySet):
    def in_forums_of(self, person):
        """Filter by the forums a person may read."""
        return self.filter(topic__forum__in=Forum.objects.visible_to(person).values("pk"))

    def visible_to(self, person):
        """Filter by the forums a person may read, without hidden topics; drafts are for organizers."""
        return self.in_forums_of(person).filter(_shown_to(person))

    def readable_by(self, person):
        """Filter by `visible_to`, or a seat or role of the person in a forum that they may read.

        The latter stays readable when the topic was hidden (R-LEAVE-ALWAYS).
        """
        allowed = _shown_to(person)
        if person.is_authenticated:
            allowed |= self._has_part(person) & ~DRAFT | roles.held_by(person, *roles.RUNNING)
        return self.in_forums_of(person).filter(allowed)

    def mine(self, person):
        """Filter by a seat, a place in the queue or a role of the person in a forum that they may read."""
        if not person.is_authenticated:
            return self.none()
        return self.in_forums_of(person).filter(self._has_part(person), ~DRAFT)

    def _has_part(self, person):
        of_this = self._registrations().filter(participant=person).exclude(status="gone")
        return Q(Exists(of_this)) | roles.held_by(person)

    def taken_part_in_by(self, person):
        """Filter by a seat of the person, or a role that counts, in a forum that they may read."""
        if not person.is_authenticated:
            return self.none()
        seat = Exists(self._registrations().seated().filter(participant=person.pk))
        return self.in_forums_of(person).filter(Q(seat) | roles.held_by_reader(person), ~DRAFT)

    def with_role(self, person, *names):
        """Filter by a role of the person that counts today (R-ROLES-TODAY), or by one of these names."""
        return self.filter(roles.held_by(person, *names))

    def run_by(self, person):
        """Filter by what a person may do all with that its organizer may (R-HANDED-OVER)."""
        return self.with_role(person, *roles.RUNNING)

    def organized_by(self, person):
        return self.with_role(person, "organizer")

    def without_organizer(self):
        """Filter those whose organizer's role no longer counts (R-ROLES-TODAY)."""
        return self.exclude(roles.counts("organizer"))

    def not_read_by(self, role):
        """Filter those that whoever has this role may no longer read."""
        return self.exclude(Q(**{role: None}) | may_read(role, "topic__forum"))

    def naming(self, *people):
        """Filter by roles as they are written, whether they count or not; people or primary keys."""
        return self.filter(roles.written_for(people))

    def for_page(self):
        """Select what a co-lab's page shows.

        With `moved_at`, when its start was last moved, and, of the principles that hold in its space,
        `principles`, the number of their version, and `principles_since`; None where nothing holds.
        """
        moves = self.model.moves.rel.related_model.objects.filter(colab=OuterRef("pk"))
        moved_at = Subquery(moves.order_by("-moved_at").values("moved_at")[:1])
        held = Principles.objects.in_force().filter(forum=OuterRef("topic__forum"))
        number, since = (Subquery(held.values(name)[:1]) for name in ("number", "adopted_at"))
        related = self.select_related("topic__forum", *roles.ROLES, "follows__topic__forum")
        return related.annotate(moved_at=moved_at, principles=number, principles_since=since)

    def announced(self):
        return self.filter(state=self.model.State.ANNOUNCED)

    def ahead(self, now=None):
        return self.announced().filter(ends_at__gt=now or timezone.now())

    def held(self, now=None):
        return self.announced().filter(ends_at__lte=now or timezone.now())

    def of_lineage(self, colab):
        first = colab.first_id or colab.pk
        return self.filter(Q(pk=first) | Q(first=first))

    def with_taken(self):
        return self.annotate(taken=_number(self._registrations().seated()))

    def with_seats(self, person):
        """Annotate `taken`, a number, and what is the person's: see `with_mine`."""
        return self.with_taken().with_mine(person)

    def with_mine(self, person):
        """Annotate `mine`, the status of the person's registration, and `my_role`: whether they have one."""
        if not person.is_authenticated:
            return self.annotate(mine=Value(None, models.CharField()), my_role=Value(False))
        registered = self._registrations().filter(participant=person).values("status")
        return self.annotate(mine=Subquery(registered), my_role=_is(roles.held_by(person)))

    def with_presence_of(self, person):
        """Annotate what is the person's, each True or False.

        `was_there`: they came (R-ATTENDANCE); `is_noted`: whether they came is known; `had_seat`; `my_role`.
        """
        if not person.is_authenticated:
            names = ("was_there", "is_noted", "had_seat", "my_role")
            return self.annotate(**{name: Value(False) for name in names})
        return self.annotate(
            was_there=self._was_there(person),
            is_noted=Exists(self._attendances().filter(participant=person)),
            had_seat=Exists(self._registrations().seated().filter(participant=person)),
            my_role=_is(roles.held_by(person)),
        )

    def concerning(self, person):
        """Filter those the person came to, or has a role in."""
        return self.in_forums_of(person).filter(Q(self._was_there(person)) | roles.held_by(person))

    def _was_there(self, person):
        return Exists(self._attendances().came().of_readers().filter(participant=person))

    def _attendances(self):
        return self.model.attendances.rel.related_model.objects.filter(colab=OuterRef("pk"))

    def with_a_queue_beside_free_seats(self):
        of_this = self._registrations()
        return (
            self.announced()
            .filter(Exists(of_this.filter(status="waiting")), starts_at__gt=timezone.now())
            .annotate(taken=_number(of_this.seated()))
            .filter(taken__lt=F("capacity"))
        )

    def _registrations(self):
        return self.model.registrations.rel.related_model.objects.filter(colab=OuterRef("pk"))
