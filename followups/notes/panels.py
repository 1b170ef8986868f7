"""What the page of an hour shows of its notes: a box to write, one's own, and those of the others."""

from django.db.models import Exists, OuterRef

from events.hour import methods, panels
from events.hour.method import Mode
from followups.models import Dot, Insight
from followups.notes import dots, sharing
from followups.notes.hour_forms import NoteForm
from followups.notes.tag_forms import TagsOfNoteForm


def _notes(course, reader):
    """Return the notes of an hour that this reader may read; one query for all panels."""
    return course.once("notes", lambda: list(_rows(course.colab, reader.person)))


def _rows(colab, person):
    mine = Dot.objects.filter(insight=OuterRef("pk"), participant=person)
    notes = dots.with_givers(Insight.objects.filter(colab=colab).of_hour_for(person))
    notes = notes.annotate(has_my_dot=Exists(mine))
    return notes.with_tags().select_related("author", "step").defer("search_vector", "text")


@panels.add("write", "write", "followups/notes/_write.html")
def write(course, reader):
    mine = [note for note in _notes(course, reader) if note.author_id == reader.person.pk]
    return {
        "note_form": reader.refused.get("note") or NoteForm(course),
        "mine": mine[::-1],
        "unattributed": course.colab.topic.forum.unattributed,
        "audiences": sharing.choices(course.colab, course.step),
    }


@panels.add("notes", "notes", "followups/notes/_of_the_hour.html")
def of_the_hour(course, reader):
    """None where no notes are shared, or there are none yet."""
    shown = [note for note in _notes(course, reader) if _is_shown(course, note)]
    if not course.colab.topic.forum.rules.notes:
        return None
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


def _is_shown(course, note):
    """Return whether a note that others may read has appeared on the page (R-WRITTEN-IN-SILENCE)."""
    if note.audience == Insight.Audience.ME or note.is_hidden:
        return False
    is_silent = note.step is not None and note.step.method in methods.SILENT
    return not is_silent or note.step_id in course.shown_steps


def written(course):
    """Return how many people have written something in the step of a course, for whomever it is."""
    notes = Insight.objects.filter(colab=course.colab, step=course.step)
    return notes.order_by().values("author").distinct().count()


panels.writers.add("notes", written)
