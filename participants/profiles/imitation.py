"""Names that could be taken for a role on this site, or for an address (R-NAMES).

A name is compared as eyes read it: without case, accents and signs between its letters, and with letters that
look alike as one letter ("Аdm1n", "M.o.d.e.r.a.t.o.r").
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# In English, French and Spanish. None of these words stands in a name.
ROLES = """
    admin admins administrator administrators administrateur administrateurs administratrice administracion
    administrador administradora administradores administration
    moderator moderators moderateur moderateurs moderatrice moderador moderadora moderadores
    moderation moderacion
    organizer organizers organiser organisers organisateur organisateurs organisatrice
    organizador organizadora organizadores
    colab colabs webmaster postmaster hostmaster sysadmin superuser helpdesk noreply
"""
# These are surnames and everyday words, too. No name is made of them alone.
COMMON = """
    support soporte soutien assistance asistencia ayuda aide help staff personnel personal team equipe equipo
    system systeme sistema root official officiel oficial security securite seguridad info contact contacto
    mod mods site sitio desk
"""
FILLERS = "the le la el los les of du de del"
INSIDE = "moderat moderad administrat administrad"  # stand in no other word, so in no longer one either

ENDINGS = "com|org|net|edu|gov|mil|info|ca|us|mx|uk|eu|fr|es|io|co|ai|app|dev|gob|qc|biz|online|site"
ADDRESS = re.compile(rf"@|://|\bwww\.|[\w-]{{2,}}\.(?:{ENDINGS})(?![\w.])", re.IGNORECASE)
ALIKE = {
    **dict(zip("0134578$€|!", "oieastbseii", strict=True)),
    **dict(zip("абвԁеёзіїјкӏмноԛрѕстуԝхһүь", "abbdeeziijkimhoqpsctywxhyb", strict=True)),  # Cyrillic
    **dict(zip("αβγδεηικμνοπρστυχωϲϳ", "abydenikmvonpotuxwcj", strict=True)),  # Greek
    **dict(
        zip("ıɩɪłƚøđðħɑɡɢɴʀʟ", "iiilloddhaggnrl", strict=True)
    ),  # Latin, of other languages and of phonetics
    **dict(zip("ᴀʙᴄᴅᴇꜰʜᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡʏᴢ", "abcdefhjkmopstuvwyz", strict=True)),
    **{chr(0x1F1E6 + place): chr(97 + place) for place in range(26)},  # the letters of flags
    **{chr(0x1F170 + place): chr(97 + place) for place in range(26)},  # and those in dark boxes
}


def check(name):
    """Raise ValidationError for a name that imitates a role or an address."""
    if ADDRESS.search(unicodedata.normalize("NFKC", name)):
        raise ValidationError(_("A name is not an address. Please say how people call you."), code="address")
    if imitates_a_role(name):
        raise ValidationError(
            _(
                "This reads like a role on this site. Please say how people call you: "
                "roles are marked beside names."
            ),
            code="role",
        )


def imitates_a_role(name):
    return any(_imitates(read(text).split()) for text in (name, re.sub(r"\d+\b", " ", name)))


def _imitates(words):
    if any(part in word for word in words for part in _INSIDE):
        return True
    return bool(_spelt(words, _ROLES)) or (
        bool(_spelt(words, _COMMON)) and _made_of(words, _ROLES | _COMMON | _FILLERS)
    )


def read(text):
    """Return a text as eyes read it: small letters without accents, l and i as one, words apart by spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(ALIKE.get(sign, sign) for sign in unicodedata.normalize("NFKD", text))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = text.replace("rn", "m").replace("vv", "w").replace("l", "i")
    return " ".join(re.findall(r"[^\W_]+", text))


def _spelt(words, known):
    """Return whether some words in a row, written as one, are a known word: "co lab", "a d m i n"."""
    return any(
        "".join(words[start:end]) in known
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


def _made_of(words, known):
    """Return whether the words are known ones and nothing else, each written as one or letter by letter."""
    return not words or any(
        "".join(words[:end]) in known and _made_of(words[end:], known) for end in range(1, len(words) + 1)
    )


_ROLES, _COMMON, _FILLERS, _INSIDE = (set(read(words).split()) for words in (ROLES, COMMON, FILLERS, INSIDE))
