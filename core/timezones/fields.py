"""The form field for a time zone, entered as a city (R-TIME-CITY)."""

from zoneinfo import ZoneInfo

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.timezones import city_names, display

MOST = 8  # choices where a text stands for several cities


def suggestion(place):
    """Return a Place for the list under the box: the value to enter, and a description."""
    now, says = timezone.now(), display.offset(timezone.now(), place.zone)
    city = display.city(place.zone)
    return {
        "value": place.name,
        "zone": place.zone,
        "text": says if place.name.startswith(city) else display.place(now, place.zone),
    }


def _choice(zone, text):
    """Return the label of a zone where a text stands for several: "Portland, Maine: New York (UTC−5)"."""
    name, place = city_names.matched_name(zone, text, display.language()), display.place(timezone.now(), zone)
    return place if name.startswith(display.city(zone)) else f"{name}: {place}"


class ZoneInput(forms.TextInput):
    """A text box with suggested cities; if the text stands for several, these are offered as choices.

    Without JavaScript the list holds the cities of North America; with it, those that match the text.
    """

    def value_from_datadict(self, data, files, name):
        text, chosen = data.get(name), data.get(f"{name}-chosen")
        return chosen if chosen and text == data.get(f"{name}-asked") else text

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def format_value(self, value):
        text = str(value or "")
        known = isinstance(value, ZoneInfo) or (
            "/" in text and city_names.matching_zones(text, "en") == [text]
        )
        return city_names.input_text(text, display.language()) if known else text

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text = context["widget"]["value"]
        found = city_names.matching_zones(text, display.language()) if text else []
        context["widget"]["attrs"].setdefault("autocomplete", "off")
        return context | {
            "list_id": f"{attrs.get('id', name)}_cities",
            "places": [suggestion(place) for place in city_names.default_places(display.language())],
            "places_url": reverse("timezones:places"),
            "several": [(zone, _choice(zone, text)) for zone in found[:MOST]] if len(found) > 1 else [],
        }

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("core/_zone_box.html", self.get_context(name, value, attrs or {}))


class ZoneField(forms.Field):
    """A time zone by city, IANA name or link; cleans to a ZoneInfo."""

    widget = ZoneInput
    default_error_messages = {
        "unknown": _("We do not know this place. Name a large city that has your time, such as Chicago."),
        "several": _("Which one do you mean? Choose it from the list, or name a larger city."),
    }

    def __init__(self, **options):
        help_text = _("Name your city, or a large one near you. All times are shown as they are there.")
        super().__init__(**{"label": _("Time zone"), "help_text": help_text} | options)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, ZoneInfo):
            return value or None
        found = city_names.matching_zones(str(value), display.language())
        if len(found) == 1:
            return ZoneInfo(found[0])
        code = "several" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial, data):
        try:
            return str(self.to_python(data)) != str(initial)
        except forms.ValidationError:
            return True
