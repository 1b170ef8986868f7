"""Who reads which note: its author, the people of its hour, or every reader (R-THREE-AUDIENCES)."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.hour import methods
from events.models import Attendance, CoLab
from forums.models import Topic
from forums.models.tag import list_of
from moderation.models import Report
from participants.models import ERASED

TEN, READERS = "ten", "readers"


def _of_topics_for(person):
    """Return a condition that is asked row by row: as a list of keys it would read all topics."""
    return Exists(Topic.objects.visible_to(person).filter(pk=OuterRef("colab__topic")))


def _of_colabs_of(person):
    return Exists(CoLab.objects.mine(person).filter(pk=OuterRef("colab")))


def _of_hours_of(person):
    """Return a condition: the person came in, or has a role that counts today (R-NOTES-FOR-THE-TEN)."""
    if not person.is_authenticated:
        return Q(pk=None)
    came = Attendance.objects.came().filter(colab=OuterRef("colab"), participant=person)
    return Exists(came) | Exists(CoLab.objects.with_role(person).filter(pk=OuterRef("colab")))


def _has_appeared():
    """Return a condition: not written in a silent step that was not shown yet (R-WRITTEN-IN-SILENCE).

    What the page of the hour shows by its clock alone appears elsewhere when the hour is over.
    """
    shown = Q(step=None) | Q(step__shown_at__isnull=False) | Q(colab__ends_at__lte=timezone.now())
    return shown | ~Q(step__method__in=methods.SILENT)


def _by(person):
    return Q(author=person) if person.is_authenticated else Q(pk=None)


def _for(person):
    return Q(audience=READERS) | (Q(audience=TEN) & _of_hours_of(person))


def _read_by(person):
    return _by(person) | (_for(person) & _has_appeared())


class InsightQuerySet(models.QuerySet):
    def reached_by(self, person):
        """Filter by R-QUERY-PERMISSION, whoever reads them.

        Where the topic was hidden, they stay for those with a seat or a role (R-LEAVE-ALWAYS).
        """
        return self.filter(_of_topics_for(person) | _of_colabs_of(person))

    def on_page_for(self, person):
        """Filter those that a page shows to this person; of hidden ones, the reason only."""
        return self.reached_by(person).filter(_read_by(person))

    def visible_to(self, person):
        """Filter those whose words this person may read; hidden ones are for moderators."""
        moderated = Exists(self.model.objects.moderated_by(person).filter(pk=OuterRef("pk")))
        return self.reached_by(person).filter((_read_by(person) & Q(hidden_at=None)) | moderated)

    def read_by(self, person):
        """Filter those of a co-lab that this person reads, who may read its page."""
        return self.filter(_read_by(person))

    def of_hour_for(self, person):
        """Filter those of one's own hour, also what its page withholds: see `Course.shown_steps`."""
        return self.filter(_by(person) | _for(person))

    def shared(self):
        """Filter those that everyone who may read the co-lab reads, now."""
        return self.filter(_has_appeared(), audience=READERS, hidden_at=None)

    def for_everyone(self):
        """Filter those that every reader of the co-lab reads, and what moderators have hidden of them."""
        return self.filter(_has_appeared(), audience=READERS)

    def shared_with(self, person):
        """Filter those whose words may be shown elsewhere, as long as they are shared (R-WORDS-LINKED)."""
        return self.shared().by_people_who_stay().filter(_of_topics_for(person))

    def by_people_who_stay(self):
        """Leave out those of erased accounts, which stand where they were written and nowhere else."""
        return self.exclude(author__email__endswith=ERASED)

    def moderated_by(self, person):
        """Filter those this person moderates: of notes for the ten, only what was reported or hidden.

        Never those that somebody keeps to themselves, also when they were reported before.
        """
        reported = Exists(Report.objects.open().filter(kind="insight", key=OuterRef("pk")))
        looked_at = Q(hidden_at__isnull=False) | reported
        in_spaces = Exists(Topic.objects.moderated_by(person).filter(pk=OuterRef("colab__topic")))
        shown = (Q(audience=READERS) & (looked_at | _has_appeared())) | (Q(audience=TEN) & looked_at)
        return self.filter(shown & in_spaces)

    def written_by(self, person):
        return self.filter(author=person)

    def changeable_by(self, person):
        return self.visible_to(person).filter(author=person, hidden_at=None)

    def with_tags(self):
        """Annotate `tag_list`, see `tag.list_of`."""
        return self.annotate(tag_list=list_of("notes"))

    def for_myself(self):
        """Filter those that nobody reads but their author (R-NOTES-TO-MYSELF)."""
        return self.filter(audience="me")
