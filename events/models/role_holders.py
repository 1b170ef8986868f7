"""Whose role in one co-lab counts today (R-ROLES-TODAY), asked of its row."""

from events.models import roles


class HasRoles:
    """What a CoLab says of its roles; `roles.counts` and `roles.held_by` say the same of many."""

    ROLES = roles.ROLES

    def role_of(self, person):
        """Return the role of a person that counts today, as `with_role` does, or None (R-ROLES-TODAY)."""
        role = self.role_of_reader(person)
        return role if role and self.topic.forum.readers_among([person]) else None

    def role_of_reader(self, person):
        """Return the `role_of` somebody of whom it was asked already whether they may read the forum."""
        named = [role for role in self.ROLES if self._key(role) == person.pk and self._counts(role)]
        return named[0] if named else None

    def is_run_by(self, person):
        """Return whether a person may do what the organizer may (R-HANDED-OVER)."""
        return self.role_of(person) in roles.RUNNING

    def is_led_by(self, person):
        """Return whether a person leads the hour."""
        return self.role_of(person) in roles.LEADING

    @property
    def people_with_a_role(self):
        """The people whose role counts today (R-ROLES-TODAY)."""
        people = {self._key(role): getattr(self, role) for role in self.ROLES if self._counts(role)}
        return self.topic.forum.readers_among(list(people.values()))

    @property
    def has_organizer(self):
        return self.role_of(self.organizer) == "organizer"

    @property
    def shares_with(self):
        """The co-organizer, if their role counts today."""
        other = self.co_organizer
        return other if other and self.role_of(other) == "co_organizer" else None

    @property
    def lacks_a_facilitator(self):
        """Whether it is an hour that nobody may hold without one, and nobody facilitates it."""
        needed = self.is_brave or self.topic.forum.rules.asks_readiness
        return needed and not self._counts("facilitator")

    def _key(self, role):
        return getattr(self, f"{role}_id")

    def _counts(self, role):
        """Return whether somebody has the role, and may have it, as `roles.counts` does."""
        if role == "organizer":
            return self.organizer.is_organizer and self.organizer.is_active
        if role == "co_organizer" and (other := self.co_organizer):
            return other.is_active and (other.is_organizer or other.pk == self.facilitator_id)
        return self._key(role) is not None
