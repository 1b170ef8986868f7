"""People of North America by IANA zone, from `data/north_america_population.json`, which names its sources.

`CORE` is Canada, the United States and Mexico: what the site calls North America (R-FRIENDLY-START).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

SOURCE = Path(__file__).parent / "data" / "north_america_population.json"

_table = json.loads(SOURCE.read_text(encoding="utf-8"))

CORE: Mapping[str, int] = MappingProxyType(_table["core"])
