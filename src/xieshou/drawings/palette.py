"""The light colours of the look that drawings use, each with the CSS name that follows the reader's theme."""

BRAND = "#12604b"
COUNTRY = "#a06d12"
OWED = "#36567a"
INK = "#18221d"
INK_2 = "#46534b"
LINE = "#dce2da"
RISK = "#b0351a"
HEAT = ("#ffffff", "#e4f0ea", "#bfddd0", "#84b9a4", "#2f7f68", "#0c4737")

DIMENSIONS = {
    "师资": "#35268a",
    "管理": "#4d0c33",
    "教研": "#0b8475",
    "德育": "#bf1d57",
    "信息化": "#175a85",
    "体艺": "#7c790b",
    "学科": "#0a350d",
    "资金": "#7a4712",
    "物资": "#a046c7",
}

TOKENS = {
    BRAND: "brand",
    COUNTRY: "country",
    OWED: "owed",
    INK: "ink",
    INK_2: "ink-2",
    LINE: "line",
    **{colour: f"d{place}" for place, colour in enumerate(DIMENSIONS.values(), 1)},
}

# Groups without a dimension: the two sides first, then colours that stay apart for colour-blind readers.
GROUPS = (BRAND, COUNTRY, OWED, "#bf1d57", "#a046c7")


def colours_of(groups: list[str]) -> list[str]:
    """Give each group its colour: a dimension keeps its own, others take the row in order."""
    if all(group in DIMENSIONS for group in groups):
        return [DIMENSIONS[group] for group in groups]
    if len(groups) > len(GROUPS):
        raise ValueError(f"a chart tells {len(GROUPS)} groups apart, not {len(groups)}")
    return list(GROUPS[: len(groups)])
