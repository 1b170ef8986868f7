"""Registries: a part keeps one, and the parts above it declare what it looks up there by name."""

from typing import Any, TypeVar

T = TypeVar("T")


class Registry(dict[str, Any]):
    """`of` names what is declared, for error messages."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of

    def add(self, name: str, declared: T) -> T:
        """Declare something and return it. Raise ValueError if the name is taken."""
        if name in self:
            raise ValueError(f"{self.of}: {name!r} is declared already.")
        self[name] = declared
        return declared
