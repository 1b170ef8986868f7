"""Forums, topics and posts; who wants a topic to become a co-lab; who watches what."""

from forums.models.forum import Forum, Membership, Tag
from forums.models.nomination import Nomination, Part, Watch
from forums.models.post import Post, Report, Revision
from forums.models.search import Reading, Word
from forums.models.topic import Topic

__all__ = [
    "Forum",
    "Membership",
    "Nomination",
    "Part",
    "Post",
    "Reading",
    "Report",
    "Revision",
    "Tag",
    "Topic",
    "Watch",
    "Word",
]
