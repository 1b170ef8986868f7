# ruff: noqa: E501 (rows of a table)
"""People of the demonstration; names of organizations say that they are fictional."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Someone:
    login: str
    name: str
    organization: str
    district: str
    country: str
    region: str
    zone: str
    language: str = "en"
    role: str = ""  # "organizer", "moderator" or "staff"


PEOPLE = [
    Someone("organizer1", "Olive Demo", "Fictional Library Network", "Tamarack", "CA", "CA-ON", "America/Toronto", "en", "organizer"),
    Someone("organizer2", "Odile Démo", "Réseau fictif des loisirs", "Val-Bouleau", "CA", "CA-QC", "America/Toronto", "fr", "organizer"),
    Someone("moderator", "Moisés Demo", "Archivo ficticio municipal", "San Mezquite", "MX", "MX-CMX", "America/Mexico_City", "es", "moderator"),
    Someone("staff", "Stacy Demo", "Fictional Office of Records", "Tamarack", "CA", "CA-ON", "America/Toronto", "en", "staff"),
    Someone("member1", "Ana Demo", "Fictional Parks Department", "Heron Bay", "US", "US-CA", "America/Los_Angeles"),
    Someone("member2", "Ben Demo", "Fictional Transit Agency", "Copper Mesa", "US", "US-AZ", "America/Phoenix"),
    Someone("member3", "Chloé Démo", "Ville fictive de Val-Bouleau", "Val-Bouleau", "CA", "CA-QC", "America/Toronto", "fr"),
    Someone("member4", "Diego Demo", "Municipio ficticio", "San Mezquite", "MX", "MX-CMX", "America/Mexico_City", "es"),
    Someone("member5", "Ellen Demo", "Fictional Harbour Authority", "Puffin Cove", "CA", "CA-NL", "America/St_Johns"),
    Someone("member6", "Finn Demo", "Fictional Health Unit", "Prairie Rose", "CA", "CA-SK", "America/Regina"),
    Someone("member7", "Gabriela Demo", "Biblioteca ficticia", "Bahía Palma", "MX", "MX-BCN", "America/Tijuana", "es"),
    Someone("member8", "Hana Demo", "Fictional County Clerk", "Koa Valley", "US", "US-HI", "Pacific/Honolulu"),
    Someone("member9", "Isaac Demo", "Fictional School District", "Lone Cedar", "US", "US-TX", "America/Chicago"),
    Someone("member10", "Juliette Démo", "Bibliothèque fictive", "Anse-aux-Lilas", "CA", "CA-NB", "America/Moncton", "fr"),
    Someone("member11", "Kofi Demo", "Fictional Housing Office", "Ferry Point", "US", "US-NY", "America/New_York"),
    Someone("member12", "Lucía Demo", "Salud pública ficticia", "San Mezquite", "MX", "MX-YUC", "America/Merida", "es"),
    Someone("member13", "Mara Demo", "Fictional Emergency Services", "Cedar Narrows", "CA", "CA-BC", "America/Vancouver"),
    Someone("member14", "Noah Demo", "Fictional Revenue Office", "Birch Landing", "US", "US-AK", "America/Anchorage"),
    Someone("member15", "Nora Demo", "Registro civil ficticio", "San Mezquite", "MX", "MX-CMX", "America/Mexico_City", "es"),
    Someone("member16", "Océane Démo", "Transport fictif de Val-Bouleau", "Val-Bouleau", "CA", "CA-QC", "America/Toronto", "fr"),
    Someone("member17", "Pascal Démo", "École fictive de musique", "Val-Bouleau", "CA", "CA-QC", "America/Toronto", "fr"),
]  # fmt: skip
