"""Whose page somebody may open by its number (R-NAMES-MET).

Who is in the directory, and whose name this reader sees elsewhere anyway; each part declares where.
"""

from core.registry import Registry

where = Registry("where one sees the name of somebody")  # functions of the person and the reader


def may_open(person, reader):
    if reader.is_staff or person == reader or (person.listed and person.is_active):
        return True
    return any(met(person, reader) for met in where.values())
