"""The clocks a person may choose: those of places, as their continents' maps name them."""

import re
import zoneinfo
from functools import cache
from itertools import groupby

# Other names are older ones of the same clocks, or belong to no place.
_CONTINENTS = re.compile("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")


@cache
def time_zones() -> frozenset[str]:
    """Return the names this server knows; they are read from hundreds of files, so once."""
    return frozenset(zoneinfo.available_timezones())


def to_choose_from(chosen: str) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the places of each continent, and before them UTC and the clock that is chosen, where it has no place."""
    places = sorted(name for name in time_zones() if _CONTINENTS.match(name))
    others = sorted({"UTC", chosen} - {"", *places})
    continents = groupby(places, _continent)
    return [(name, name) for name in others] + [(each, [*map(_place, names)]) for each, names in continents]


def _continent(name: str) -> str:
    return name.partition("/")[0]


def _place(name: str) -> tuple[str, str]:
    return name, name.partition("/")[2].replace("_", " ")
