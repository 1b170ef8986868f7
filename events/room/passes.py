"""Passes into rooms of our own: what a server of video calls asks for at its door (R-OWN-ROOMS; RFC 7519).

A pass is made when somebody comes in, and stored nowhere. No database.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt

ALGORITHMS = ("HS256", "RS256")
SHORTEST = 32  # bytes of a key for HS256 (RFC 7518, 3.2)
SLOW_CLOCKS = timedelta(minutes=1)  # of the other server


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs, for whom: `settings.ROOM_JWT`. `key` is a secret, or for RS256 a private key as PEM."""

    key: str
    issuer: str
    audience: str
    subject: str = ""
    algorithm: str = "HS256"
    key_id: str = ""


def read(given: Any) -> Signer | None:
    """Return the signer that settings name, None for {}. Raise ValueError without any word of the key."""
    if not isinstance(given, dict):
        raise ValueError("it has to be a JSON object")
    if not given:
        return None
    known = {field.name for field in fields(Signer)}
    if unknown := sorted(set(given) - known):
        raise ValueError(f"it does not know {', '.join(unknown)}")
    if missing := [name for name in ("key", "issuer", "audience") if not given.get(name)]:
        raise ValueError(f"it lacks {', '.join(missing)}")
    if not all(isinstance(value, str) for value in given.values()):
        raise ValueError("each of its values has to be a text")
    signer = Signer(**given)
    _try(signer)
    return signer


def _try(signer: Signer) -> None:
    if signer.algorithm not in ALGORITHMS:
        raise ValueError(f"its algorithm has to be one of {', '.join(ALGORITHMS)}")
    if signer.algorithm == "HS256" and len(signer.key.encode()) < SHORTEST:
        raise ValueError(f"its key has to have {SHORTEST} characters or more")
    try:
        jwt.encode({}, signer.key, algorithm=signer.algorithm)
    except (jwt.PyJWTError, TypeError, ValueError):
        raise ValueError(f"nothing can be signed with its key by {signer.algorithm}") from None


def write(signer: Signer, room: str, *, name: str, moderates: bool, now: datetime, until: datetime) -> str:
    """Return a pass for one person into one room, good until an instant; with `name` "" it names nobody."""
    claims: dict[str, Any] = {
        "iss": signer.issuer,
        "aud": signer.audience,
        "room": room,
        "iat": now,
        "nbf": now - SLOW_CLOCKS,
        "exp": until,
        "context": {"user": {"name": name, "moderator": moderates}},
    }
    claims |= {"sub": signer.subject} if signer.subject else {}
    headers = {"kid": signer.key_id} if signer.key_id else None
    return jwt.encode(claims, signer.key, algorithm=signer.algorithm, headers=headers)


def with_pass(address: str, written: str) -> str:
    """Return the address that shows a pass at the door of the other server."""
    parts = urlsplit(address)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("jwt", written)]
    return parts._replace(query=urlencode(query)).geturl()
