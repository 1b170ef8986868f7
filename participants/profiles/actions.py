"""What a reader can do about somebody, on their page; each part declares its own."""

from core.registry import Registry

offered = Registry("what one can do about somebody")  # functions of (person, reader): (address, text) or None


def of(person, reader):
    return [found for action in offered.values() if (found := action(person, reader))]
