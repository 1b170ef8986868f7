"""The languages of the site (R-THREE-LANGUAGES)."""

CHOICES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
