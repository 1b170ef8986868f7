"""Template tags of the components: icons, initials, seats, navigation."""

from math import cos, pi, sin

from crispy_forms.helper import FormHelper
from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import cookies
from core.text import languages, lines, mailboxes
from core.web import responses

register = template.Library()

THEMES = ("light", "dark", "contrast")
TONES = 6

# Paths in a 24 × 24 box, stroked.
ICONS = {
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "at": "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM15.5 8.5V13c0 3.5 5 3.5 5-1a8.5 8.5 0 1 0-3.5 7",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4",
    "bold": "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
    "bullets": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "check": "M5 12.5l4.5 4.5L19 7",
    "clock": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5l3.5 2",
    "close": "M6 6l12 12M18 6L6 18",
    "comment": "M4 5h16v11H10l-5 4v-4H4z",
    "down": "M7 10l5 5 5-5",
    "edit": "M5 19l1-4L16 5l3 3L9 18z",
    "eye": "M3 12c3-5 6-7 9-7s6 2 9 7c-3 5-6 7-9 7s-6-2-9-7zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
    "flag": "M6 21V4h12l-3 4 3 4H6",
    "heading": "M6 5v14M18 5v14M6 12h12",
    "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.5h.01",
    "insight": "M9 18h6M10 21h4M8 14a6 6 0 1 1 8 0c-.7.7-1 1.3-1 2H9c0-.7-.3-1.3-1-2z",
    "italic": "M10 5h7M7 19h7M14 5l-4 14",
    "leave": "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "listen": "M4 14v-2a8 8 0 0 1 16 0v2M4 14h4v6H5a1 1 0 0 1-1-1zM20 14h-4v6h3a1 1 0 0 0 1-1z",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M4 6h16v12H4zM4 7l8 6 8-6",
    "numbers": "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v4M4 12.5c0-2 3-1.5 3 0L4 16h3",
    "people": "M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 20a6 6 0 0 1 12 0M16 5a3 3 0 0 1 0 6M18 14a6 6 0 0 1 3 6",
    "pin": "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
    "plus": "M12 5v14M5 12h14",
    "quote": "M5 17c3-1 4-3 4-6H5V6h5v5M14 17c3-1 4-3 4-6h-4V6h5v5",
    "room": "M3 7h12v10H3zM15 11l6-3v8l-6-3",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.500L20 20",
    "share": "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5",
    "tag": "M4 4h7l9 9-7 7-9-9zM8 8h.01",
    "warning": "M12 4l9 16H3zM12 10v4.500M12 17.500h.01",
}


@register.simple_tag
def icon(name):
    """Render a decorative drawing, hidden from assistive technology."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def hidden_name(what):
    """Say after a button what it is about, to those who listen: ": Trámites", in French " : Eau"."""
    return format_html('<span class="visually-hidden">{}</span>', _(": %(what)s") % {"what": what})


@register.simple_tag
def page_language():
    """Return the language tag of what is said in the active language, for `lang`: "fr-CA"."""
    return languages.tag(get_language() or "en")


@register.simple_block_tag
def keep(content):
    """Keep what stands between `{% keep as title %}` and `{% endkeep %}`, to say it in several places."""
    return content


@register.inclusion_tag("_said.html", takes_context=True)
def said_at(context, place, key=""):
    """Render what was said of this place (`place`, or with a `key` "place-key"), if the answer led here."""
    storage = context.get("messages")
    place = f"{place}-{key}" if key else place
    return {"said": [] if storage is None else responses.said_at(storage, place)}


@register.filter
def initials(name):
    words = str(name).split()
    return "".join(lines.first(word) for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def mailbox(address):
    """Return an address with the letters of its domain where mail writes them otherwise (R-MAILBOXES)."""
    return mailboxes.readable(address) if address else ""


@register.filter
def tone(key):
    """Return the CSS class of a person's colour, tone1 to tone6: the same for the same key."""
    return f"tone{sum(str(key).encode()) % TONES + 1}"


@register.filter
def is_markdown(field):
    """Return whether the widget of a bound field has the attribute `data-markdown`."""
    return "data-markdown" in field.field.widget.attrs


@register.simple_tag
def only_fields(form):
    """Return a helper for `{% crispy form helper %}` on a page with its own form element and buttons.

    Placeholders are removed: they vanish on typing and repeat the label.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    return helper


@register.simple_tag
def first_control(field):
    """Return the id of the control that the errors of a bound field are about."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


@register.simple_tag(takes_context=True)
def theme(context):
    request = context.get("request")
    chosen = cookies.read(request, "theme") if request else None
    return chosen if chosen in THEMES else ""


@register.simple_tag(takes_context=True)
def nav_link(context, name, text):
    """Render an entry of the main navigation, marked as current on this page and below it."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    request = context.get("request")
    path = request.path if request else ""
    current = "page" if path == url else "true" if path.startswith(url) else None
    mark = format_html(' aria-current="{}"', current) if current else mark_safe("")
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, text)


@register.simple_tag
def seats_around(taken, capacity, mine=False):
    """Return [(x, y, class)] of seats around a table in a 48 × 48 box, clockwise from the top."""
    taken, capacity = int(taken or 0), int(capacity or 0)
    places = []
    for number in range(capacity):
        angle = 2 * pi * number / capacity - pi / 2
        kind = "seat-mine" if mine and number == 0 and taken else "seat-taken" if number < taken else ""
        places.append((f"{24 + 18 * cos(angle):.1f}", f"{24 + 18 * sin(angle):.1f}", kind))
    return places
