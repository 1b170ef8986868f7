"""The groups of a step: made of those who are here; who comes later, or stays alone, joins the smallest."""

from itertools import chain

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
    """Return the groups as they stand, with those who came since and without those who have left."""
    if not course.groups:
        return []
    here = [one.key for one in people.to_group(course)]
    found = groups.without(course.groups, set(chain.from_iterable(course.groups)) - set(here))
    for key in here:
        found = groups.with_latecomer(found, key)
    return found
