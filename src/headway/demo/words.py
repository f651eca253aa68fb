"""Word lists for invented names, and the maker of names that are used once only.

Places are made up from syllables; a school's name always carries its place, so no name is a real school's.
"""

from random import Random

DISTRICTS = (
    "Ambersett", "Brackenholme", "Corvendale", "Dunmarrow", "Elverside", "Farlinghay",
    "Gorsemarch", "Hallowfen", "Inkersley", "Kestrelwold", "Lindermoor", "Marlowick",
)  # fmt: skip
QUADRANTS = ("Hills", "Vale", "Marsh", "Coast")
NEIGHBOURS = (
    "Ostmarch", "Greyshire", "Veldshire", "Thornshire", "Wexmarch",
    "Alderlund", "Pellshire", "Sallowshire", "Corrieshire", "Haythornshire",
)  # fmt: skip
_PLACE_STARTS = (
    "Quill", "Thrum", "Ambel", "Corv", "Dunnar", "Elver", "Fenn", "Gorsel", "Hollim", "Ister",
    "Jassel", "Kestr", "Larrow", "Morrin", "Nettel", "Orl", "Pellan", "Rushen", "Skerr", "Tamber",
    "Ulver", "Vennel", "Wickel", "Yarrel", "Zeal", "Brindel", "Clavver", "Dapple", "Emmer", "Fallow",
)  # fmt: skip
_PLACE_ENDS = (
    "combe", "sett", "wick", "holt", "mere", "stow", "thwaite", "den", "leigh", "marsh",
    "garth", "bourne", "wold", "hythe", "fleet",
)  # fmt: skip
_PLACE_PREFIXES = ("Great", "Little", "Nether", "Upper", "Long", "Kings")
FEATURES = (
    "Lantern Lane", "Heron Brook", "Copper Beech", "Skylark", "Millrace", "Otter Bridge", "Larkfield",
    "Tannery Row", "Windmill Rise", "Rookery", "Teasel Park", "Hopfield", "Sedge Way", "Kingfisher Reach",
    "Quarry Hill", "Orchard Gate", "Bellfounders", "Saltern", "Foxglove", "Hurdle Green", "Maltings Yard",
    "Curlew Point", "Drovers", "Hazel Copse", "Lockkeepers", "Plover Field", "Harebell", "Chandlers Wharf",
    "Ropewalk", "Barley Croft",
)  # fmt: skip
SAINTS = (
    "St Alphege", "St Botolph", "St Cuthbert", "St Etheldreda", "St Frideswide", "St Guthlac", "St Hilda",
    "St Mary", "St Peter", "St Swithun", "St Wilfrid", "St Werburgh", "St Aidan", "St Bega", "All Saints",
    "Holy Cross",
)  # fmt: skip
CATHOLIC = (
    "Our Lady of Good Counsel", "St Ambrose", "St Bede", "St Clare", "St Edmund Campion", "Sacred Heart",
    "St Oscar Romero", "Holy Rood", "St Thérèse", "Corpus Christi",
)  # fmt: skip
TRUST_WORDS = (
    "Beacon", "Causeway", "Compass", "Gateway", "Harbour", "Keystone", "Lantern", "Meridian", "Northlight",
    "Osprey", "Pathfinder", "Quarry", "Ridgeway", "Saltmarsh", "Tideway", "Umber", "Viaduct", "Waymark",
    "Yardarm", "Zephyr",
)  # fmt: skip
STREETS = (
    "Church Lane",
    "School Road",
    "Mill Street",
    "The Green",
    "Station Road",
    "Manor Way",
    "High Street",
)


def invent_places(random: Random, count: int) -> tuple[str, ...]:
    """`count` different invented place names; about one in eight is Great, Little or Upper something."""
    plain = [start + end for start in _PLACE_STARTS for end in _PLACE_ENDS]
    random.shuffle(plain)
    prefixed = [f"{prefix} {name}" for prefix in _PLACE_PREFIXES for name in plain[:20]]
    random.shuffle(prefixed)
    share = count // 8
    chosen = plain[: count - share] + prefixed[:share]
    random.shuffle(chosen)
    return tuple(chosen)


def possessive(name: str) -> str:
    """A saint's name with its apostrophe: "St Bede's", but "All Saints'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


class NameBook:
    """Hands out school names, each once."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def take(self, name: str) -> str:
        """Reserve one given name; raises ValueError if it was handed out before."""
        if name in self._used:
            raise ValueError(f"the name {name!r} was handed out twice")
        self._used.add(name)
        return name

    def first_free(self, place: str, title: str, stems: tuple[str, ...]) -> str:
        """The first unused of "<stem> <title>, <place>" in an order of chance.

        Raises ValueError when a place has used every stem: the county is too small for its schools.
        """
        order = list(stems)
        self._random.shuffle(order)
        for stem in order:
            name = f"{stem} {title}, {place}"
            if name not in self._used:
                return self.take(name)
        raise ValueError(f"no name is left for another {title} at {place}")

    def plain_or_stem(self, place: str, title: str, stems: tuple[str, ...]) -> str:
        """ "<place> <title>" for the first school of its kind at a place, a stemmed name for the others."""
        name = f"{place} {title}"
        return self.take(name) if name not in self._used else self.first_free(place, title, stems)
