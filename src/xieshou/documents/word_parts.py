"""The parts of a Word file that no document changes: layout by GB/T 9704, fonts, styles, footers."""

from xieshou.documents.characters import legal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SONG, TITLE, FANG, KAI, HEI = "宋体", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
LATIN = "Times New Roman"
# Programs read the grid differently (one gives each character two cells), so the text itself is set to 22 exact lines
# and 28 tightened characters, and the grid is there for whoever goes on writing.
LINE = 579  # twips; of 580 the page holds 21.99 lines, and programs then set 21 and leave half a line at both ends
_TIGHT = -6  # twips; 28 characters of 16 pt are 5.8 pt too wide, and tightening by 5 twips is rounded off by some
TEXT_WIDTH = 8844  # 28 characters on the grid

# Name, the names to fall back to, family.
_FONTS = (
    (TITLE, "宋体,SimSun", "auto"),
    (FANG, "仿宋,FangSong", "modern"),
    (KAI, "楷体,KaiTi", "modern"),
    (HEI, "SimHei", "modern"),
    (SONG, "SimSun", "auto"),
)


def escape(text: str) -> str:
    """Escape text for XML content and double-quoted attributes, dropping what XML may not hold."""
    safe = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("\r", "&#13;")


def section() -> str:
    """The section: A4, margins 37, 35, 28 and 26 mm, 28 characters by 22 lines, footers for odd and even pages."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="851" w:footer="1417" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="-848"/></w:sectPr>'
    )


def fonts(face: str) -> str:
    """Name the Chinese face of a run or style; ambiguous signs such as “ ” — follow the Chinese face."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:eastAsia="{face}" w:hAnsi="{LATIN}" w:cs="{LATIN}"/>'


def _style(
    identity: str, name: str, paragraph: str, face: str = "", size: int = 0, based: str = "Normal", tight: int = 0
) -> str:
    letters = f'<w:spacing w:val="{tight}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    run = (fonts(face) if face else "") + letters
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"{"" if based else " w:default=" + chr(34) + "1" + chr(34)}>'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + ('<w:next w:val="Normal"/>' if name.startswith("heading") else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>"
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _centred(line: int, after: int = 0, keep: bool = False) -> str:
    space = f'<w:spacing w:before="0" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'
    return f'{"<w:keepNext/>" if keep else ""}<w:snapToGrid w:val="0"/>{space}{_FLUSH}<w:jc w:val="center"/>'


def styles() -> str:
    """Write styles.xml."""
    body = (
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    )
    headings = (
        _style(f"Heading{level}", f"heading {level}", f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>', face)
        for level, face in enumerate((HEI, KAI, FANG, FANG), 1)
    )
    cell = (
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="40" w:after="40" w:line="340" w:lineRule="exact"/>{_FLUSH}<w:jc w:val="left"/>'
    )
    picture = '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="120" w:line="240" w:lineRule="auto"/>'
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + _style("Normal", "Normal", body, FANG, 32, based="", tight=_TIGHT)
        + "".join(headings)
        + _style("Title", "Title", _centred(700), TITLE, 44)
        + _style("Subtitle", "Subtitle", _centred(LINE), KAI, 32)
        + _style("Number", "文号", _centred(LINE, after=LINE))
        + _style("Caption", "caption", _centred(480, keep=True), HEI, 24)
        + _style("Picture", "图", f'{picture}{_FLUSH}<w:jc w:val="center"/>')
        + _style("Cell", "表格正文", cell, FANG, 24)
        + _style("CellHead", "表格表头", "<w:keepNext/>" + '<w:jc w:val="center"/>', HEI, based="Cell")
        + _style("Gap", "间隔", _centred(240), FANG, 12)
        + _style("Footer", "footer", '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>', SONG, 28)
        + "</w:styles>"
    )


def font_table() -> str:
    """Write fontTable.xml with the names to fall back to where the official faces are missing."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, family in _FONTS
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{entries}{latin}</w:fonts>'


def settings() -> str:
    """Write settings.xml: odd and even pages differ, Chinese is the language of East Asian text."""
    office = "http://schemas.microsoft.com/office/word"
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer(*, even: bool) -> str:
    """Write the footer “— 1 —”: odd pages at the right, even at the left, one character in."""
    place = 'w:leftChars="100" w:left="280"' if even else 'w:rightChars="100" w:right="280"'
    align = "left" if even else "right"
    face = f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{SONG}" w:hAnsi="{SONG}"/></w:rPr>'
    dash = f'<w:r>{face}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{face}<w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind {place} w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f"{dash.format('— ')}{field}{dash.format(' —')}</w:p></w:ftr>"
    )


def content_types() -> str:
    """Write [Content_Types].xml."""
    parts = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
        "footer1": "footer",
        "footer2": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>' for part, kind in parts.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def package_relations() -> str:
    """Write _rels/.rels."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relations([("rId1", f"{R}/officeDocument", "word/document.xml"), ("rId2", core, "docProps/core.xml")])


def document_relations(images: int) -> str:
    """Write word/_rels/document.xml.rels for a document with this many pictures."""
    parts = [
        ("rIdStyles", f"{R}/styles", "styles.xml"),
        ("rIdSettings", f"{R}/settings", "settings.xml"),
        ("rIdFonts", f"{R}/fontTable", "fontTable.xml"),
        ("rIdOdd", f"{R}/footer", "footer1.xml"),
        ("rIdEven", f"{R}/footer", "footer2.xml"),
    ]
    parts += [(f"rIdImage{n}", f"{R}/image", f"media/image{n}.png") for n in range(1, images + 1)]
    return _relations(parts)


def _relations(entries: list[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in entries)
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
