"""The languages of the site; they are equal (R-THREE-LANGUAGES)."""

CHOICES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
