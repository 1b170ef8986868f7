from django import forms
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import LineField
from core.web.forms import WithButtons
from forums.topics.forms import TagsField, TopicInSpaceForm
from network.models import Offer
from network.offers import offers

OFFER, NEED = "offer", "need"


class OfferForm(WithButtons, forms.Form):
    """One line, and up to three tags."""

    submit = _("Keep it")
    text = LineField(
        label=_("In one line"),
        max_length=Offer._meta.get_field("text").max_length,
        help_text=_("For example: “Templates for letters that people understand”."),
    )
    tags = TagsField(offers.TAGS, help_text=_("Up to three, with commas between: budget, open data"))
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["tags"].complete()


class NewOfferForm(OfferForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (OFFER, pgettext_lazy("one of two kinds", "Something I could give")),
            (NEED, pgettext_lazy("one of two kinds", "Something I look for")),
        ],
        widget=forms.RadioSelect,
        initial=OFFER,
    )
    field_order = ["kind", "text", "tags", "language"]

    def action(self):
        return reverse("network:new_offer")

    def offer(self):
        """Return the arguments of `offers.make`."""
        cleaned = dict(self.cleaned_data)
        return {"is_need": cleaned.pop("kind") == NEED} | cleaned


class ChangedOfferForm(OfferForm):
    submit = _("Save changes")

    def __init__(self, offer, *args, **options):
        now = {"text": offer.text, "language": offer.language}
        now["tags"] = ", ".join(tag["name"] for tag in offer.tag_list)
        super().__init__(*args, initial=now, **options)
        self.offer = offer

    def action(self):
        return reverse("network:change_offer", args=[self.offer.pk])


class TopicFromNeedForm(TopicInSpaceForm):
    """A need as a topic, in a space that names who writes (R-UNATTRIBUTED); it can be posted as it stands."""

    def __init__(self, need, *args, **options):
        """Raise offers.Refused where there is no such space."""
        self.need = need
        spaces = offers.spaces_for(need)
        if not spaces:
            raise offers.Refused(_("There is no forum yet in which you could post it."))
        text = gettext("I look for this: %(need)s\n\nWho has it, or has done it? What did you learn?")
        options["initial"] = {
            "title": need.text,
            "text": text % {"need": need.text},
            "tags": ", ".join(tag["name"] for tag in need.tag_list),
            "language": need.language,
        }
        super().__init__(spaces[0], spaces, *args, draft=f"topic-from-need-{need.pk}", **options)

    def action(self):
        return reverse("network:need_as_topic", args=[self.need.pk])

    def second(self):
        return reverse("network:preview_need", args=[self.need.pk]), _("Preview"), False
