"""What the page of an hour shows of its notes: a box to write, one's own, and those of the others."""

from django.db.models import Exists, OuterRef

from events.hour import methods, panels
from events.hour.method import Mode
from followups.models import Dot, Insight
from followups.notes import dots, sharing
from followups.notes.hour_forms import NoteForm
from followups.notes.tag_forms import TagsOfNoteForm

LATEST = 3  # of one's own notes stand open


def _notes(course, reader):
    """Return the notes of an hour that this reader may read; one query for all panels."""
    return course.once("notes", lambda: list(_rows(course.colab, reader.person)))


def _rows(colab, person):
    mine = Dot.objects.filter(insight=OuterRef("pk"), participant=person)
    notes = dots.with_givers(Insight.objects.filter(colab=colab).of_hour_for(person))
    notes = notes.annotate(has_my_dot=Exists(mine))
    return notes.with_tags().select_related("author", "step").defer("search_vector", "text")


def _rules(course):
    return course.colab.topic.forum.rules


@panels.add("write", "write", "followups/notes/_write.html")
def write(course, reader):
    mine = [note for note in _notes(course, reader) if note.author_id == reader.person.pk]
    return {
        "note_form": reader.refused.get("note") or NoteForm(course),
        "latest": mine[::-1][:LATEST],
        "earlier": mine[::-1][LATEST:],
        "audiences": sharing.choices(course.colab, course.step) if _rules(course).notes else [],
    }


@panels.add("notes", "notes", "followups/notes/_of_the_hour.html")
def of_the_hour(course, reader):
    """None where people write for themselves alone."""
    if not _rules(course).notes:
        return None
    shown = [note for note in _notes(course, reader) if sharing.has_appeared(course, note)]
    are_given = Mode.DOTS in course.modes
    counts = dots.counted(shown, are_given=are_given) if are_given or _had_dots(course) else {}
    for note in shown:
        note.dots_shown = counts.get(note.pk, 0)
        note.tags_form = _tags_form(note, reader) if reader.role else None
    return {
        "notes": shown,
        "gives_dots": are_given,
        "dots_left": dots.EACH - sum(note.has_my_dot for note in shown),
        "unattributed": course.colab.topic.forum.unattributed,
    }


def _tags_form(note, reader):
    """Return the box for the tags under which a note stands in the harvest."""
    refused = reader.refused.get("tags")
    return refused if refused and refused.row.pk == note.pk else TagsOfNoteForm(note)


def _had_dots(course):
    return any(Mode.DOTS in methods.of(step.method).modes and course.is_past(step) for step in course.steps)


def written(course):
    """Return how many people have written for others in the step of a course (R-NOTES-TO-MYSELF)."""
    notes = Insight.objects.filter(colab=course.colab, step=course.step).exclude(audience="me")
    return notes.order_by().values("author").distinct().count()


panels.writers.add("notes", written)
