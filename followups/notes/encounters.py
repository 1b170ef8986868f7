"""Where one sees the name of somebody: beside their insights and answers."""

from followups.models import Comment, Insight
from forums.models import Forum
from participants.profiles import encounters


def wrote(person, reader):
    shown = Insight.objects.visible_to(reader).exclude(colab__topic__forum__kind=Forum.Kind.HEALING)
    answers = Comment.objects.filter(author=person, hidden_at=None, insight__in=shown.values("pk"))
    return shown.filter(author=person).exists() or answers.exists()


encounters.where.add("insights", wrote)
