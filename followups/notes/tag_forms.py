"""Boxes for the tags of notes: in the form of the harvest, and beside each note during the hour."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import RowForm
from followups.notes import tags
from forums.topics.forms import TagsField

ON_PAGE_OF_HOUR = {"data-hx-target": "#hour-now", "data-hx-swap": "outerHTML"}


class TagsOfNoteField(TagsField):
    def __init__(self):
        super().__init__(tags.EACH, label=_("Tags: up to three, with commas between"), help_text="")


class TagsOfNoteForm(RowForm, forms.Form):
    """Of one note, `with_tags`, on the page of the hour."""

    submit = _("Keep the tags")
    submit_class = "btn-small"
    css_class = "form hour-tags"
    address = "followups:tag_note"
    tags = TagsOfNoteField()

    def __init__(self, note, *args, **options):
        initial = {"tags": ", ".join(tag["name"] for tag in note.tag_list)}
        super().__init__(note, *args, initial=initial, auto_id=f"note-{note.pk}-%s", **options)
        self.fields["tags"].complete()

    def attrs(self):
        return ON_PAGE_OF_HOUR | {"id": f"tags-of-{self.row.pk}", "data-hx-post": self.action()}
