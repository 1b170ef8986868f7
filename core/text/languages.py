"""The languages of the site; they are equal (rule 24)."""

CHOICES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
