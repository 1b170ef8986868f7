"""Forums, topics, posts, nominations and watches."""

from forums.models.forum import Forum, Membership, Removal, may_read
from forums.models.nomination import Intention, Nomination, Watch
from forums.models.post import Post, Revision
from forums.models.principles import Principles, Voice
from forums.models.role import Role
from forums.models.search import SearchDocument, Word
from forums.models.statement import Statement
from forums.models.tag import Tag
from forums.models.topic import Topic

__all__ = [
    "Forum",
    "Intention",
    "Membership",
    "Nomination",
    "Post",
    "Principles",
    "Removal",
    "Revision",
    "Role",
    "SearchDocument",
    "Statement",
    "Tag",
    "Topic",
    "Voice",
    "Watch",
    "Word",
    "may_read",
]
