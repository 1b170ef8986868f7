"""Forums and their members."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import languages, slugs
from core.web.columns import Line
from forums import kinds

Person = settings.AUTH_USER_MODEL
READY = timedelta(days=365)  # then it is asked again
PAGES = ("about", "edit_about", "principles", "roles", "stewards")  # of a space, to which mails lead


def may_read(person, forum):
    """Return the rule of `ForumQuerySet.visible_to` as a condition on two fields of a query's rows."""
    joined = Membership.objects.filter(participant=OuterRef(person), forum=OuterRef(forum))
    return Q(**{f"{forum}__is_public": True}) | Q(Exists(joined))


class ForumQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Filter by R-QUERY-PERMISSION: public forums, and those this person is a member of."""
        if not person.is_authenticated:
            return self.filter(is_public=True)
        joined = Membership.objects.filter(participant=person).values("forum")
        return self.filter(Q(is_public=True) | Q(pk__in=joined))

    def moderated_by(self, person):
        """Filter those this person moderates: for site moderators, all that they may read."""
        if not person.is_authenticated:
            return self.none()
        if person.is_moderator:
            return self.visible_to(person)
        return self.filter(
            pk__in=Membership.objects.filter(participant=person, moderates=True).values("forum")
        )

    def for_page(self, person):
        """Annotate what the page shows of its reader: `joined`, `watched`, `moderated`."""
        if not person.is_authenticated:
            nothing = Value(False)
            return self.annotate(joined=nothing, watched=nothing, moderated=nothing)
        return self.annotate(
            joined=Exists(person.memberships.filter(forum=OuterRef("pk"))),
            watched=Exists(person.watches.filter(forum=OuterRef("pk"))),
            moderated=Exists(Forum.objects.moderated_by(person).filter(pk=OuterRef("pk"))),
        )


class Forum(models.Model):
    """A learning space with its own topics, purpose and principles."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open forum")
        PRACTICE = "practice", _("Community of practice")
        LEARNING = "learning", _("Community of learning")
        HEALING = "healing", _("Community of healing")
        LAB = "lab", _("Social innovation lab")

    slug = models.SlugField(_("part of the address"), max_length=60, unique=True)
    name = Line(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPEN)
    purpose = Line(_("purpose"), max_length=300)
    about_what = Line(_("what it is about"), max_length=200, blank=True)  # the answer to `rules.asks_what`
    for_whom = Line(_("for whom it is"), max_length=150, blank=True)
    relationships = Line(_("between whom trust should grow"), max_length=200, blank=True)
    rhythm_weeks = models.PositiveSmallIntegerField(
        _("weeks from one co-lab to the next"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
    )
    supports = models.TextField(_("where people can turn to"), max_length=1000, blank=True)
    supports_html = models.TextField(blank=True, editable=False)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened on"), default=timezone.now)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, default="en")
    is_public = models.BooleanField(_("anyone may read it"), default=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    last_post_at = models.DateTimeField(null=True, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="healing", is_public=True), name="a_community_of_healing_is_not_public"
            ),
            models.CheckConstraint(
                condition=~Q(kind="learning", about_what=""), name="a_community_of_learning_names_its_project"
            ),
            models.CheckConstraint(
                condition=~Q(kind="healing", supports=""), name="a_community_of_healing_names_supports"
            ),
            models.CheckConstraint(
                condition=Q(rhythm_weeks=None) | Q(rhythm_weeks__gte=1, rhythm_weeks__lte=26),
                name="a_rhythm_is_of_weeks",
            ),
            models.CheckConstraint(condition=~Q(slug="new"), name="new_is_the_page_that_opens_a_space"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("forums:forum", args=[self.slug])

    def get_first_url(self):
        """Return the address of the page that one sees first, by its kind."""
        pages = {kinds.ABOUT: "forums:about", kinds.CHALLENGES: "learning:challenges_of_space"}
        page = pages.get(self.rules.opens_on, "forums:forum")
        return reverse(page, args=[self.slug])

    def address_outside(self, page):
        """Return the address of one of PAGES as mails have it: by number where words stay (R-WORDS-STAY)."""
        if self.rules.words_leave:
            return reverse(f"forums:{page}", args=[self.slug])
        return reverse("forums:by_number", args=[self.pk, page])

    @staticmethod
    def slug_of(name):
        return slugs.slug_of(name, at="forums:forum", otherwise="forum", length=60)

    def readers_among(self, people):
        """Return those of these people who may read the forum, by the rule of `visible_to`."""
        if self.is_public or not people:
            return list(people)
        keys = [person.pk for person in people]
        members = set(self.memberships.filter(participant__in=keys).values_list("participant", flat=True))
        return [person for person in people if person.pk in members]

    def clean(self):
        errors = {}
        if self.is_public and not self.rules.may_be_public:
            errors["is_public"] = _("A space of this kind is read by its members alone.")
        if self.rules.asks_what and not self.about_what:
            errors["about_what"] = self.rules.asks_what
        if self.rules.asks_supports and not self.supports:
            errors["supports"] = _("Say where people can turn to when it is too much for them.")
        if self.slug == "new":
            errors["slug"] = _("This address is taken.")
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude=None):
        """Skip: `clean` reports errors by field, and the database enforces the constraints."""

    @property
    def rules(self):
        """What holds in a space of its kind, as `kinds.Rules`."""
        return kinds.of(self.kind)

    @property
    def unattributed(self):
        """Whether names of authors are withheld (R-UNATTRIBUTED)."""
        return not self.rules.names_authors


class MembershipQuerySet(models.QuerySet):
    def stewards(self):
        """Filter those of people who keep the space, and are not switched off."""
        return self.filter(moderates=True, participant__is_active=True)

    def ready(self):
        """Filter those of people who said within a year that they are ready to facilitate (R-READY)."""
        return self.filter(ready_at__gt=timezone.now() - READY, participant__is_active=True)


class Membership(models.Model):
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(
        Person, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="memberships"
    )
    moderates = models.BooleanField(_("is a steward of this space"), default=False)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready to facilitate since"), null=True, blank=True)  # R-READY
    # What they would like to do in co-labs of this forum, for whoever declares one.
    would_facilitate = models.BooleanField(_("would facilitate an hour"), default=False)
    would_harvest = models.BooleanField(_("would write down what is left of an hour"), default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["forum", "participant"], name="one_membership_each")]
        indexes = [
            models.Index(
                fields=["forum", "participant"], condition=Q(moderates=True), name="moderators_of_forums"
            )
        ]

    def __str__(self):
        return f"{self.participant} in {self.forum}"


class Removal(models.Model):
    """Somebody was taken out of a space, and does not come back by themselves (R-REMOVED-STAYS-OUT)."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="removals")
    participant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="removals")
    removed_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = Line(_("reason"), max_length=300, blank=True)
    removed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "participant"], name="one_removal_each")]
        indexes = [models.Index(fields=["forum", "-removed_at", "-id"], name="removals_of_forum")]

    def __str__(self):
        return f"{self.participant} out of {self.forum}"
