"""Where one sees the name of somebody: beside what they wrote, and among the members whom one moderates."""

from forums import kinds
from forums.models import Forum, Membership, Post, Removal
from participants.profiles import encounters


def wrote(person, reader):
    posts = Post.objects.visible_to(reader).filter(author=person)
    return posts.filter(topic__forum__kind__in=kinds.where(names_authors=True)).exists()  # R-UNATTRIBUTED


def is_moderated(person, reader):
    forums = Forum.objects.moderated_by(reader).filter(is_public=False)
    return any(
        rows.objects.filter(participant=person, forum__in=forums).exists() for rows in (Membership, Removal)
    )


encounters.where.add("posts", wrote)
encounters.where.add("members of a space", is_moderated)
