"""The languages of the site (R-THREE-LANGUAGES)."""

CHOICES = [("en", "English"), ("fr", "Français"), ("es", "Español")]

# What our own words are written in, as voices, spelling and marks of quotation have it (BCP 47).
TAGS = {"fr": "fr-CA", "es": "es-MX"}


def tag(code: str) -> str:
    """Return the language tag of a page or mail in one of our languages: "en", "fr-CA", "es-MX"."""
    return TAGS.get(code, code)
