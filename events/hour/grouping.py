"""The groups of a step: made of those who are here; who comes later joins the smallest."""

from events.hour import acquaintances, groups, people


def form(course):
    """Return groups for the method of the step, as lists of keys; [] where it has none."""
    size = course.method.group if course.step else 0
    found = people.to_group(course)
    if not size or len(found) < 2:
        return []
    known = acquaintances.among([one.key for one in found]) if _is_known(course) else frozenset()
    return groups.made(found, size, known)


def _is_known(course):
    """Return whether people see one another’s names here: else nothing that happened parts them."""
    return course.colab.topic.forum.rules.names_authors


def now(course):
    """Return the groups as they stand, with those who came since."""
    found = course.groups
    for one in people.to_group(course) if found else ():
        found = groups.with_latecomer(found, one.key)
    return found
