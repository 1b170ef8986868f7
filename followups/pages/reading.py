"""The co-lab whose page afterwards somebody opens, and what of it they read."""

from django.db.models import Exists, OuterRef, Prefetch, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from events.models import CoLab
from followups.models import Comment, Insight, Origin, harvest_tags
from forums.models import Forum, Topic


def colab(request, pk):
    """Return a co-lab that has started, to whoever reads its own page, or raise Http404."""
    person = request.user
    colabs = CoLab.objects.readable_by(person).announced().with_presence_of(person)
    colabs = colabs.annotate(
        moderated=_is_moderated_by(person), harvest_tags=harvest_tags(harvest__colab=OuterRef("pk"))
    )
    found = get_object_or_404(colabs.select_related("topic__forum", "organizer", "harvest"), pk=pk)
    if not found.has_started:
        raise Http404
    return found


def _is_moderated_by(person):
    if not person.is_authenticated:
        return Value(False)
    return Exists(Forum.objects.moderated_by(person).filter(pk=OuterRef("topic__forum")))


def harvest(colab):
    """Return the recorded harvest of a co-lab that was read here, or None; a draft is none."""
    stored = getattr(colab, "harvest", None)
    return stored if stored and stored.is_recorded else None


def notes(colab, person):
    """Return the notes of a co-lab read here that its reader reads, with answers, tags and topics of theirs.

    Notes and answers are annotated with `moderated`: whether this reader may hide them, or show them again.
    """
    grown = Origin.objects.select_related("topic__forum").filter(
        topic__hidden_at=None, topic__in=Topic.objects.visible_to(person).values("pk")
    )
    answers = Comment.objects.select_related("author")
    answers = answers.annotate(moderated=_moderated(Comment.objects, colab, person))
    return (
        Insight.objects.filter(colab=colab)  # by whoever reads the page of the co-lab
        .read_by(person)
        .with_tags()
        .annotate(moderated=_moderated(Insight.objects, colab, person))
        .select_related("author")
        .prefetch_related(Prefetch("comments", answers), Prefetch("topics", grown))
    )


def _moderated(things, colab, person):
    """Return a condition: of notes for the ten, only what was reported or hidden (R-NOTES-FOR-THE-TEN)."""
    return Exists(things.moderated_by(person).filter(pk=OuterRef("pk"))) if colab.moderated else Value(False)


def shared(colab, person):
    """Return the notes of a co-lab that may be shown beside its harvest, with their tags (R-WORDS-LINKED)."""
    return list(colab.insights.all().shared_with(person).with_tags().select_related("author"))


def is_in_library(note, colab):
    """Return whether a note has a page of its own, for everyone who reads its co-lab."""
    is_public = note.audience == Insight.Audience.READERS and not (note.is_hidden or note.author.has_left)
    has_appeared = note.step_id is None or colab.has_ended
    return is_public and has_appeared and is_of_library(colab)


def is_of_library(colab):
    """Return whether what a co-lab leaves stands in the library."""
    return colab.topic.forum.rules.in_library and not colab.topic.is_hidden
