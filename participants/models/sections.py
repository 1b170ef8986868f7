"""Who reads which section of somebody's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models.person import Participant


class SectionChoice(models.Model):
    """Who reads a section of somebody's page; where there is none, members do (R-SECTIONS)."""

    class Audience(models.TextChoices):
        MEMBERS = "members", _("Members")
        PEOPLE = "people", _("My people")
        NOBODY = "nobody", _("Nobody")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="section_choices")
    section = models.CharField(max_length=20)  # declared in `participants.profiles.sections`
    audience = models.CharField(max_length=10, choices=Audience)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "section"], name="one_choice_a_section")
        ]
        indexes = [models.Index(fields=["section"], name="choices_by_section")]

    def __str__(self):
        return f"{self.section}: {self.audience}"
