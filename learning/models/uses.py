"""That somebody uses an output where they work, or took something along to tell others of it."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.columns import Line
from followups.models import Harvest
from forums.models import Topic
from learning.models.outputs import Contributor, Output, key_of
from learning.models.reflections import Reflection
from moderation.models import Hideable

Person = settings.AUTH_USER_MODEL
HOLDS = timedelta(days=365)  # a use that nobody has confirmed for as long is one that was
# The ways from a use to the topic of what is used or taken along.
TOPICS = {"output": "output__topic", "harvest": "harvest__colab__topic", "story": "story__colab__topic"}


def _any_of(**things):
    """Return a condition on uses: that they are of one of these rows.

    Each is asked by its key alone: joined by "or", subqueries of keys would be read whole.
    """
    of = (Q(Exists(rows.filter(pk=OuterRef(name)))) for name, rows in things.items())
    return reduce(or_, of)


class UseQuerySet(models.QuerySet):
    def current(self):
        """Filter those that are so today, as far as anybody said within a year (R-WAS-USED)."""
        return self.filter(ended_at=None, confirmed_at__gt=timezone.now() - HOLDS)

    def elsewhere(self):
        """Filter uses by organizations other than those in which it was made (R-SPREAD)."""
        agreed = Contributor.objects.filter(output=OuterRef("output"), agreed_at__isnull=False)
        own = Exists(agreed.filter(organization_key=OuterRef("organization_key")))
        used = self.filter(kind="used", hidden_at=None).exclude(organization_key="")
        return used.exclude(organization_key=F("output__organization_key")).exclude(own)

    def visible_to(self, person):
        """Filter those of things that somebody may read; hidden ones are for moderators and who said it."""
        things = _any_of(
            output=Output.objects.visible_to(person),
            harvest=Harvest.objects.visible_to(person),
            story=Reflection.objects.visible_to(person),
        )
        shown = Q(hidden_at=None)
        if person.is_authenticated:
            moderated = self.model.objects.moderated_by(person).filter(pk=OuterRef("pk"))
            shown |= Q(participant=person) | Exists(moderated)
        return self.filter(things, shown)

    def moderated_by(self, person):
        topics = Topic.objects.visible_to(person).moderated_by(person)
        harvests = Harvest.objects.recorded().filter(Exists(topics.filter(pk=OuterRef("colab__topic"))))
        things = _any_of(
            output=Output.objects.moderated_by(person),
            harvest=harvests,
            story=Reflection.objects.moderated_by(person),
        )
        return self.filter(things)

    def shown_to(self, person, *, is_moderator):
        """Filter those of one thing that somebody reads; hidden ones are for moderators and who said it."""
        if is_moderator:
            return self.all()
        own = Q(participant=person) if person.is_authenticated else Q()
        return self.filter(Q(hidden_at=None) | own)

    def for_page(self):
        return self.select_related("participant", *(f"{topic}__forum" for topic in TOPICS.values()))


class Use(Hideable):
    """That somebody uses an output where they work (R-SPREAD), or took a thing along (R-TAKEN-ALONG).

    Outputs are used; outputs, harvests and stories are taken along.
    """

    class Kind(models.TextChoices):
        USED = "used", _("used")
        TOLD = "told", _("taken along")

    output = models.ForeignKey(Output, on_delete=models.CASCADE, null=True, related_name="uses")
    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, null=True, related_name="uses")
    story = models.ForeignKey(Reflection, on_delete=models.CASCADE, null=True, related_name="uses")
    participant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.USED)
    organization = Line(_("organization"), max_length=150, blank=True)
    organization_key = models.CharField(max_length=450, editable=False, blank=True)  # see `key_of`
    district = Line(_("district"), max_length=100, blank=True)
    changed = Line(_("how we changed it"), max_length=500, blank=True)
    taken_to = Line(_("I took this to …"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [
            *(
                models.UniqueConstraint(fields=[thing, "participant", "kind"], name=name)
                for thing, name in (
                    ("output", "one_use_each"),
                    ("harvest", "one_taking_of_a_harvest_each"),
                    ("story", "one_taking_of_a_story_each"),
                )
            ),
            models.CheckConstraint(
                condition=Q(kind="used") | ~Q(taken_to=""),
                name="what_is_taken_along_says_where_to",
            ),
            models.CheckConstraint(
                condition=Q(output__isnull=False, harvest=None, story=None)
                | Q(kind="told", output=None, harvest__isnull=False, story=None)
                | Q(kind="told", output=None, harvest=None, story__isnull=False),
                name="a_use_is_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["output", "created_at", "id"], name="uses_of_an_output"),
            models.Index(fields=["participant", "confirmed_at"], name="uses_to_confirm"),
            models.Index(fields=["-hidden_at"], condition=Q(hidden_at__isnull=False), name="uses_hidden"),
        ]

    def __str__(self):
        return f"{self.title}: {self.organization or self.participant}"

    def save(self, *args, **options):
        self.organization_key = key_of(self.organization)
        super().save(*args, **options)

    def get_absolute_url(self):
        return f"{self.address}#use-{self.pk}"

    @property
    def thing(self):
        """The Output, Harvest or story that is used or was taken along."""
        return self.output or self.harvest or self.story

    @property
    def address(self):
        """The page of the thing; that of a harvest is the one in the library, which visitors read too."""
        if self.harvest_id:
            return reverse("learning:harvest", args=[self.harvest_id])
        return self.thing.get_absolute_url()

    @property
    def title(self):
        """The title of the thing, which people wrote, in `words_in`."""
        return self.harvest.colab.title if self.harvest_id else self.thing.title

    @property
    def words_in(self):
        return self.harvest.colab.language if self.harvest_id else self.thing.language

    @property
    def topic(self):
        return self.output.topic if self.output_id else self.thing.colab.topic

    @property
    def author(self):
        return self.participant

    @property
    def is_current(self):
        """Whether it is used today, as far as anybody said within a year (R-WAS-USED)."""
        return not self.ended_at and self.confirmed_at > timezone.now() - HOLDS

    @property
    def html(self):
        """All that was typed, as moderators look at it."""
        said = (self.organization, self.district, self.changed, self.taken_to)
        lines = [format_html("<p>{}</p>", text) for text in said if text]
        return mark_safe("\n".join(lines))  # noqa: S308  each line is escaped
