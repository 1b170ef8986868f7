"""What somebody thinks of an hour afterwards, for themselves; and a story, where they share some of it."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.text import fulltext, languages
from core.web.columns import Line
from events.models import CoLab
from forums import kinds
from forums.models import Forum, Topic, may_read
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
BOXES = ("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9")  # by the numbers of the questions
LENGTH = 2000


def _box():
    return models.TextField(max_length=LENGTH, blank=True)


def _says_something():
    """Return a condition: at least one box is ticked for the story, and not empty."""
    boxes = enumerate(BOXES, start=1)
    return reduce(or_, (Q(in_story__contains=[number]) & ~Q(**{name: ""}) for number, name in boxes))


def told():
    """Return an expression: the words of the boxes that are ticked for the story, apart from each other."""
    text, parts = models.TextField(), []
    for number, name in enumerate(BOXES, start=1):
        ticked = When(in_story__contains=[number], then=name)
        parts += [Value(" "), Case(ticked, default=Value(""), output_field=text)]
    return Concat(*parts, output_field=text)


class ReflectionQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(participant=person)

    def shared(self):
        return self.filter(shared_at__isnull=False)

    def _of_library(self):
        """Filter those of hours whose space has stories, and whose topic nobody has hidden."""
        spaces = Forum.objects.filter(kind__in=kinds.where(in_library=True))
        return self.filter(
            colab__state=CoLab.State.ANNOUNCED,
            colab__topic__hidden_at=None,
            colab__topic__forum__in=spaces.values("pk"),
        )

    def of_readers(self):
        """Filter those of people with an account who may read the space today."""
        return self.filter(may_read("participant", "colab__topic__forum"), participant__is_active=True)

    def readable_by(self, person):
        """Filter stories that somebody may read: those of the spaces that they may read, and not hidden."""
        spaces = Forum.objects.visible_to(person).values("pk")
        stories = self.shared()._of_library().of_readers()
        return stories.filter(colab__topic__forum__in=spaces, hidden_at=None)

    def visible_to(self, person):
        """Filter stories whose words somebody may read; hidden ones are for moderators and their teller."""
        readable = Q(pk__in=Reflection.objects.readable_by(person).values("pk"))
        if not person.is_authenticated:
            return self.filter(readable)
        spaces = Forum.objects.visible_to(person).values("pk")
        mine = Q(participant=person, shared_at__isnull=False, colab__topic__forum__in=spaces)
        moderated = Q(pk__in=Reflection.objects.moderated_by(person).values("pk"))
        return self.filter(readable | mine | moderated)

    def moderated_by(self, person):
        """Filter stories; never what somebody keeps to themselves (R-REFLECTION-MINE)."""
        in_spaces = Exists(Topic.objects.moderated_by(person).filter(pk=OuterRef("colab__topic")))
        return self.shared()._of_library().filter(in_spaces)

    def may_be_asked(self):
        """Filter those who said that they may be asked for the story, and have not told it yet."""
        return self._of_library().of_readers().filter(may_ask=True, shared_at=None)

    def for_page(self):
        return self.select_related("colab__topic__forum", "participant").defer("search_vector")


class Reflection(Hideable):
    """Questions after an hour, for oneself alone (R-REFLECTION-MINE), and what came of it a month later.

    With `shared_at` it is a story: the boxes in `in_story`, under its title (R-STORY-NAMED).
    """

    class Came(models.TextChoices):
        """What came of an hour, in this order everywhere (R-SAME-FOR-NO)."""

        USED = "used", _("I used something")
        MET = "met", _("I talked to somebody again")
        SAW = "saw", _("I see it differently")
        NOT_YET = "not-yet", _("Not yet")
        NO = "no", _("No")

    colab = models.ForeignKey(CoLab, on_delete=models.CASCADE, related_name="reflections")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reflections")
    q1 = _box()
    q2 = _box()
    q3 = _box()
    q4 = _box()
    q5 = _box()
    q6 = _box()
    q7 = _box()
    q8 = _box()
    q9 = _box()
    in_story = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    title = Line(_("title"), max_length=150, blank=True)
    named = models.BooleanField(_("with my name"), default=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    came_of_it = models.CharField(_("what came of it"), max_length=7, choices=Came, blank=True)
    came_line = Line(_("in one line"), max_length=200, blank=True)
    may_ask = models.BooleanField(_("may be asked for the story"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # for the story, by somebody of the space
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Of what others read alone: nothing is found by words that somebody keeps (R-REFLECTION-MINE).
    search_vector = fulltext.column((told(), "B"), title="A")

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(fields=["colab", "participant"], name="one_reflection_each"),
            models.CheckConstraint(
                condition=Q(shared_at=None) | (~Q(title="") & _says_something()),
                name="a_story_has_a_title_and_says_something",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, came_of_it="")
                | (Q(answered_at__isnull=False) & ~Q(came_of_it="")),
                name="an_answer_says_what_came_of_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-shared_at", "-id"],
                condition=Q(shared_at__isnull=False, hidden_at=None),
                name="stories_latest",
            ),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="stories_hidden"),
            GinIndex(fields=["search_vector"], condition=Q(shared_at__isnull=False), name="stories_search"),
        ]

    def __str__(self):
        return self.title or str(self.colab_id)  # no words of what is not shared

    def get_absolute_url(self):
        return reverse("learning:story", args=[self.pk])

    @property
    def is_shared(self):
        return self.shared_at is not None

    @property
    def can_be_told(self):
        """Whether it has a title, and words in a box that is ticked."""
        return bool(self.title and any(getattr(self, f"q{number}") for number in self.in_story))

    @property
    def author(self):
        """Its teller, where they tell it by their name; to moderators, too, nobody else (R-STORY-NAMED)."""
        return self.participant if self.named else None

    @property
    def teller(self):
        """The name that others read beside the story (R-STORY-NAMED)."""
        return self.participant.name if self.named else _now("A participant")

    @property
    def html(self):
        """The words that are shared, as moderators look at them."""
        said = [getattr(self, f"q{number}") for number in sorted(self.in_story)]
        return format_html_join("\n", "<p>{}</p>", ((text,) for text in said if text))
