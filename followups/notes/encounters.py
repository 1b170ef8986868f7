"""Where one sees the name of somebody: beside their insights and answers."""

from followups.models import Comment, Insight
from forums import kinds
from participants.profiles import encounters


def wrote(person, reader):
    named = kinds.where(names_authors=True)
    shown = Insight.objects.visible_to(reader).filter(colab__topic__forum__kind__in=named)
    answers = Comment.objects.filter(author=person, hidden_at=None, insight__in=shown.values("pk"))
    return shown.filter(author=person).exists() or answers.exists()


encounters.where.add("insights", wrote)
