from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Piece
from followups.harvest import consent, themes
from followups.models import Harvest
from followups.notes import tags
from followups.notes.tag_forms import TagsOfNoteField
from forums.models.tag import key_of
from forums.topics import tagging
from forums.topics.forms import TagsField

TEXTS = ("summary", "themes", "next_steps")
TEXTAREA = {"data-markdown": "", "rows": 6}


class SharedNotes(Piece):
    """What people shared, each note with a box for its tags."""

    def render(self, form, context, **options):
        rows = [(note, form[_box(note)]) for note in form.notes]
        with context.push(rows=rows):
            return super().render(form, context, **options)


def _box(note):
    return f"tags_of_{note.pk}"


def _keys(names):
    return [key_of(name) for name in names or ()]


class HarvestForm(EditsOnce, forms.ModelForm):
    """A harvest, and the tags of the `notes` that people shared; `keeps`: whether it is kept as a draft."""

    keep = _("Keep as a draft")
    tags = TagsField(
        label=_("Themes"),
        help_text=_(
            "Up to five tags, with commas between. What people shared stands under them, in this order."
        ),
    )

    class Meta:
        model = Harvest
        fields = ["summary", "themes", "next_steps", "nothing_to_record"]
        field_classes = dict.fromkeys(TEXTS, MarkdownField)
        widgets = {name: forms.Textarea(TEXTAREA) for name in TEXTS}
        labels = {"themes": _("In other words")}
        help_texts = {
            "summary": _("What was talked about, in a few sentences of your own."),
            "themes": _("What tags cannot say: what came up again and again. A list is fine."),
            "next_steps": _("Who wants to try what, and what could come next."),
            "nothing_to_record": _("Closes the co-lab without a record."),
        }

    def __init__(self, colab, notes, *args, keeps=False, **options):
        stored = getattr(colab, "harvest", None)
        self.colab, self.notes, self.keeps = colab, notes, keeps or not colab.is_held
        self.is_recorded = bool(stored and stored.is_recorded)
        self.asks_those_there, self.given = consent.asks(colab), tags.most_given(notes)
        initial = {"tags": ", ".join(themes.names_of(stored))}
        super().__init__(*args, instance=stored, initial=initial, **options)
        self.fields["tags"].complete()
        if stored is None:
            self.initial["tags"] = ", ".join(self.given[: self.fields["tags"].most])
        if not colab.is_held:
            del self.fields["nothing_to_record"]
        for name in TEXTS:
            self.fields[name].widget.attrs["data-draft"] = f"harvest-{colab.pk}"
        self._add_boxes()
        self.submit = _("Record the harvest") if colab.is_held else self.keep

    def _add_boxes(self):
        """Add a box for each note; that of a note which was shared since the page was opened has its tags."""
        for note in self.notes:
            box = _box(note)
            self.fields[box] = TagsOfNoteField()
            self.initial[box] = ", ".join(tag["name"] for tag in note.tag_list)
        self.sent = [note for note in self.notes if _box(note) in self.data]
        if len(self.sent) < len(self.notes) and self.is_bound:
            self.data = self.data.copy()
            for note in self.notes:
                self.data.setdefault(_box(note), self.initial[_box(note)])

    def parts(self):
        boxes = {_box(note) for note in self.notes}
        names = [
            "tags",
            "summary",
            *(name for name in self.fields if name not in {*boxes, "tags", "summary"}),
        ]
        return [SharedNotes("followups/harvest/_shared_notes.html"), *names, BUTTONS, THEIRS]

    def action(self):
        return self._address("harvest" if self.colab.is_held else "keep_harvest")

    def second(self):
        if self.colab.is_held and not self.is_recorded:
            return self._address("keep_harvest"), self.keep, False
        return None

    def _address(self, name):
        return reverse(f"followups:{name}", args=[self.colab.pk])

    def repeats(self, cleaned):
        says_nothing = bool(cleaned.get("nothing_to_record")) and not self.keeps
        same = says_nothing == self.initial.get("nothing_to_record", False)
        if not says_nothing:
            same = same and all(cleaned.get(name) == self.initial.get(name, "") for name in TEXTS)
            same = same and _keys(cleaned.get("tags")) == self._stored_keys("tags")
        boxes = [_box(note) for note in self.sent]
        return same and all(set(_keys(cleaned.get(box))) == set(self._stored_keys(box)) for box in boxes)

    def _stored_keys(self, name):
        return _keys(tagging.parse(self.initial.get(name, "")))

    def clean(self):
        cleaned = super().clean()
        says_nothing = "summary" not in self.errors and not cleaned["summary"]
        if says_nothing and not self.keeps and not cleaned.get("nothing_to_record"):
            self.add_error("summary", _("Write a summary, or say that there is nothing to record."))
        return cleaned

    def harvest(self):
        """Return what `harvest.keep` and `harvest.record` take."""
        of_notes = {note.pk: self.cleaned_data[_box(note)] for note in self.sent}
        names = ("tags", *self._meta.fields)
        fields = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return fields | {"of_notes": of_notes}
