"""States, provinces and territories of the three countries, by ISO 3166-2 code ("CA-ON")."""

from unicodedata import normalize

from django.utils.translation import gettext_lazy as _

CANADA = [
    ("CA-AB", _("Alberta")),
    ("CA-BC", _("British Columbia")),
    ("CA-MB", _("Manitoba")),
    ("CA-NB", _("New Brunswick")),
    ("CA-NL", _("Newfoundland and Labrador")),
    ("CA-NS", _("Nova Scotia")),
    ("CA-NT", _("Northwest Territories")),
    ("CA-NU", _("Nunavut")),
    ("CA-ON", _("Ontario")),
    ("CA-PE", _("Prince Edward Island")),
    ("CA-QC", _("Quebec")),
    ("CA-SK", _("Saskatchewan")),
    ("CA-YT", _("Yukon")),
]
MEXICO = [
    ("MX-AGU", _("Aguascalientes")),
    ("MX-BCN", _("Baja California")),
    ("MX-BCS", _("Baja California Sur")),
    ("MX-CAM", _("Campeche")),
    ("MX-CHP", _("Chiapas")),
    ("MX-CHH", _("Chihuahua")),
    ("MX-COA", _("Coahuila")),
    ("MX-COL", _("Colima")),
    ("MX-DUR", _("Durango")),
    ("MX-GUA", _("Guanajuato")),
    ("MX-GRO", _("Guerrero")),
    ("MX-HID", _("Hidalgo")),
    ("MX-JAL", _("Jalisco")),
    ("MX-CMX", _("Mexico City")),
    ("MX-MIC", _("Michoacán")),
    ("MX-MOR", _("Morelos")),
    ("MX-NAY", _("Nayarit")),
    ("MX-NLE", _("Nuevo León")),
    ("MX-OAX", _("Oaxaca")),
    ("MX-PUE", _("Puebla")),
    ("MX-QUE", _("Querétaro")),
    ("MX-ROO", _("Quintana Roo")),
    ("MX-SLP", _("San Luis Potosí")),
    ("MX-SIN", _("Sinaloa")),
    ("MX-SON", _("Sonora")),
    ("MX-MEX", _("State of Mexico")),
    ("MX-TAB", _("Tabasco")),
    ("MX-TAM", _("Tamaulipas")),
    ("MX-TLA", _("Tlaxcala")),
    ("MX-VER", _("Veracruz")),
    ("MX-YUC", _("Yucatán")),
    ("MX-ZAC", _("Zacatecas")),
]
UNITED_STATES = [
    ("US-AL", _("Alabama")),
    ("US-AK", _("Alaska")),
    ("US-AS", _("American Samoa")),
    ("US-AZ", _("Arizona")),
    ("US-AR", _("Arkansas")),
    ("US-CA", _("California")),
    ("US-CO", _("Colorado")),
    ("US-CT", _("Connecticut")),
    ("US-DE", _("Delaware")),
    ("US-DC", _("District of Columbia")),
    ("US-FL", _("Florida")),
    ("US-GA", _("Georgia")),
    ("US-GU", _("Guam")),
    ("US-HI", _("Hawaii")),
    ("US-ID", _("Idaho")),
    ("US-IL", _("Illinois")),
    ("US-IN", _("Indiana")),
    ("US-IA", _("Iowa")),
    ("US-KS", _("Kansas")),
    ("US-KY", _("Kentucky")),
    ("US-LA", _("Louisiana")),
    ("US-ME", _("Maine")),
    ("US-MD", _("Maryland")),
    ("US-MA", _("Massachusetts")),
    ("US-MI", _("Michigan")),
    ("US-MN", _("Minnesota")),
    ("US-MS", _("Mississippi")),
    ("US-MO", _("Missouri")),
    ("US-MT", _("Montana")),
    ("US-NE", _("Nebraska")),
    ("US-NV", _("Nevada")),
    ("US-NH", _("New Hampshire")),
    ("US-NJ", _("New Jersey")),
    ("US-NM", _("New Mexico")),
    ("US-NY", _("New York")),
    ("US-NC", _("North Carolina")),
    ("US-ND", _("North Dakota")),
    ("US-MP", _("Northern Mariana Islands")),
    ("US-OH", _("Ohio")),
    ("US-OK", _("Oklahoma")),
    ("US-OR", _("Oregon")),
    ("US-PA", _("Pennsylvania")),
    ("US-PR", _("Puerto Rico")),
    ("US-RI", _("Rhode Island")),
    ("US-SC", _("South Carolina")),
    ("US-SD", _("South Dakota")),
    ("US-TN", _("Tennessee")),
    ("US-TX", _("Texas")),
    ("US-VI", _("United States Virgin Islands")),
    ("US-UT", _("Utah")),
    ("US-VT", _("Vermont")),
    ("US-VA", _("Virginia")),
    ("US-WA", _("Washington")),
    ("US-WV", _("West Virginia")),
    ("US-WI", _("Wisconsin")),
    ("US-WY", _("Wyoming")),
]
NAMES = dict(CANADA + UNITED_STATES + MEXICO)
ELSEWHERE = "--"
CHOICES = [
    ("", _("I would rather not say")),
    (_("Canada"), CANADA),
    (_("United States"), UNITED_STATES),
    (_("Mexico"), MEXICO),
    (ELSEWHERE, _("Another country")),
]


def choices():
    """Return CHOICES as a reader looks for them: by the names in the active language, without accents."""
    return [(country, _by_name(group) if isinstance(group, list) else group) for country, group in CHOICES]


def _by_name(group):
    return sorted(
        group, key=lambda choice: normalize("NFKD", str(choice[1]).casefold()).encode("ascii", "ignore")
    )


def split(choice):
    """Return (country, region) of a choice: ("CA", "CA-ON"), ("--", "") for elsewhere, ("", "") for none."""
    return (choice[:2], "" if choice == ELSEWHERE else choice) if choice else ("", "")


def name(region, country=""):
    """Return the region in words, else "Another country", else ""."""
    return NAMES.get(region, CHOICES[-1][1] if country == ELSEWHERE else "")
