"""Tags, and which names are the same tag (R-TAGS-APART)."""

import re
import unicodedata
from itertools import count

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.text import lines, slugs
from core.web.columns import Line
from forums import kinds

LONGEST = 50
_BETWEEN_WORDS = re.compile(r"(?<=\w)[-_\u2010\u2011 ]+(?=\w)")
_SHOWS = {"L", "N", "S"}  # categories of letters, numbers and symbols, emoji among them


def name_of(text):
    """Return the name of a tag that is typed or imported: "#budget" → "budget"; "" for punctuation alone."""
    name = lines.clean(text).lstrip("# ")
    return name if any(unicodedata.category(sign)[0] in _SHOWS for sign in name) else ""


def key_of(name):
    """Return what two names of one tag have in common, whatever their case, width, spaces or hyphens."""
    folded = "".join(_of_usual_width(sign) for sign in lines.clean(name))
    return _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFC", folded.lower()))


def _of_usual_width(sign):
    is_wide_or_narrow = unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", sign) if is_wide_or_narrow else sign


class Key(models.CharField):
    """The key of a tag's name, whatever writes the tag."""

    def pre_save(self, model_instance, add):
        model_instance.key = key_of(model_instance.name)
        return model_instance.key

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


class TagQuerySet(models.QuerySet):
    def for_page(self, person):
        """Annotate `watched`: whether this person watches the tag."""
        if not person.is_authenticated:
            return self.annotate(watched=Value(False))
        return self.annotate(watched=Exists(person.watches.filter(tag=OuterRef("pk"))))

    def of_named_spaces(self):
        """Filter those of topics that everybody may read, in spaces that name who writes (R-UNATTRIBUTED)."""
        on_topics = Tag.topics.through.objects.filter(tag=OuterRef("pk"), topic__forum__is_public=True)
        return self.filter(Exists(on_topics.filter(topic__forum__kind__in=kinds.where(names_authors=True))))

    def named(self, names):
        return self.filter(key__in={key_of(name) for name in names})

    def missing(self, names):
        """Return {key: name} of the tags that are not there yet."""
        wanted = {key_of(name): name for name in reversed(names)}
        known = set(self.named(names).values_list("key", flat=True))
        return {key: name for key, name in wanted.items() if key not in known}

    def make(self, names):
        """Return the tags of these names, and make those that are missing. Idempotent."""
        names = [name for name in map(name_of, names) if name]
        if self.missing(names):
            self._make(names)
        return self.named(names)

    @transaction.atomic
    def _make(self, names):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('forums_tag'))")
        for _key, name in sorted(self.missing(names).items()):
            self.create(name=lines.cut(name, LONGEST, ""), slug=self.free_slug(name))

    def free_slug(self, name):
        """Return the slug of a name, with a number where another tag has it: "c", "c-2" for C++."""
        slug = Tag.slug_of(name)
        taken = set(Tag.objects.filter(slug__startswith=slug[: LONGEST - 6]).values_list("slug", flat=True))
        candidates = (slug if n == 1 else f"{slug[: LONGEST - 6]}-{n}" for n in count(1))
        return next(candidate for candidate in candidates if candidate not in taken)


class Tag(models.Model):
    slug = models.SlugField(_("part of the address"), max_length=LONGEST, unique=True, allow_unicode=True)
    name = Line(_("name"), max_length=LONGEST)
    key = Key(max_length=2 * LONGEST, unique=True, editable=False)  # see `key_of`

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("forums:tag", args=[self.slug])

    def clean(self):
        if Tag.objects.named([self.name]).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is a tag of this name already.")})

    @staticmethod
    def slug_of(name):
        """Latin letters lose their accents, others stay; signs without letters have the words for them."""
        words = name if slugify(name, allow_unicode=True) else _words_for(name)
        is_latin = bool(slugify(words))
        return slugs.slug_of(
            words, at="forums:tag", otherwise="tag", length=LONGEST, allow_unicode=not is_latin
        )


def _words_for(signs):
    return " ".join(unicodedata.name(sign, "") for sign in signs if unicodedata.category(sign)[0] in _SHOWS)


def list_of(relation):
    """Return an expression: the tags of a row, as [{"slug": …, "name": …}], without another query.

    `relation` is what tags call rows of its kind.
    """
    tags = Tag.objects.filter(**{relation: OuterRef("pk")}).order_by("name")
    return ArraySubquery(tags.values(data=JSONObject(slug="slug", name="name")))
