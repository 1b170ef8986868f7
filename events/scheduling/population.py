"""How many people of North America live by which clock, as shipped in `data/north_america_population.json`.

The file names its sources. Zones are IANA names; figures are people. `CORE` is Canada, the United States
and Mexico, which is what the site calls North America (R-FRIENDLY-START).
"""

import json
from pathlib import Path
from types import MappingProxyType

SOURCE = Path(__file__).parent / "data" / "north_america_population.json"

_table = json.loads(SOURCE.read_text(encoding="utf-8"))

CORE = MappingProxyType(_table["core"])
