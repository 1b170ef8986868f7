"""How a form asks for a room: its address is made by us, or pasted (R-OWN-ROOMS)."""

from crispy_forms.layout import Div
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import More, Piece, WithButtons
from events.room import own_rooms

HELP = _(
    "The video call: Webex, Teams, Zoom, Meet, Jitsi or any other, beginning with https://. Nobody "
    "sees it but those with a seat or a role, through our own door, when the room is open."
)
BROKEN = _("We cannot make a room by ourselves at the moment.")
LEFT_EMPTY = _("Leave it empty, and we make a room for you.")


class RoomField(forms.Form):
    """The address of a room. Where we make rooms it may stay empty, and ours stands in no form."""

    room_url = forms.URLField(
        label=_("Address of the room"),
        assume_scheme="https",
        max_length=own_rooms.LONGEST,
        help_text=HELP,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if own_rooms.are_broken():
            self.fields["room_url"].help_text = format_lazy("{} {}", BROKEN, HELP)

    @staticmethod
    def room_initial(address):
        """Return what the form knows of a room at first: nothing of one that we made."""
        return {"room_url": ""} if own_rooms.is_ours(address) else {}

    def add_room(self, address):
        """Let the field be empty where we make rooms; `address` is that of the room so far, or ""."""
        self.has_own_room = own_rooms.is_ours(address)
        self.is_folded = own_rooms.are_made() and (self.has_own_room or not address)
        if own_rooms.are_made():
            self.fields["room_url"].required = False
            if not self.is_folded:
                self.fields["room_url"].help_text = format_lazy("{} {}", HELP, LEFT_EMPTY)

    def room(self):
        """Where the field stands: folded away behind the room that we make."""
        if not self.is_folded:
            return "room_url"
        return Div(Piece("events/lifecycle/_own_room.html"), More(_("Use another one"), "room_url"))


class RoomForm(RoomField, WithButtons):
    """Another address of the room, of which the old one is not shown, nor its number to dial in."""

    dial_in = LineField(
        label=_("Number to dial in"),
        max_length=200,
        required=False,
        help_text=_("Only where the new room has one: the number of the old room goes with it."),
    )
    submit = _("Change the address")
