from xml.etree import ElementTree

from xieshou.drawings.heatmap import HeatRow, heatmap, tint

ROW = HeatRow("实小→白塔", "/p/")


def cells(html):
    root = ElementTree.fromstring(html)
    return [(cell.get("class"), "".join(cell.itertext())) for cell in root.find(".//tbody").iter("td")]


def test_each_cell_shows_its_number_and_its_tint():
    html = heatmap([ROW], ["9月", "10", "11"], [[0, 1, 12]], {})
    assert cells(html) == [("h0", "0"), ("h1", "1"), ("h5", "12")]


def test_a_holiday_is_hatched_only_where_nothing_happened():
    html = heatmap([ROW, ROW], ["1", "2"], [[3, None], [3, 1]], {1: "寒假"})
    assert [css for css, _ in cells(html)] == ["h3", "off", "h3", "h1"]


def test_the_key_says_where_each_tint_begins():
    html = heatmap([ROW], ["9月"], [[12]], {})
    root = ElementTree.fromstring(html)
    assert [mark.text for mark in root.findall(".//i")] == ["0", "1", "3", "5", "7", "9"]
    assert [tint(int(mark.text), 2) for mark in root.findall(".//i")] == [0, 1, 2, 3, 4, 5]


def test_cells_lead_to_their_records_when_asked():
    html = heatmap([ROW], ["9月", "10"], [[4, 5]], {}, cell_url=lambda row, column: f"/{row}/{column}/")
    assert 'href="/0/1/"' in html


def test_a_county_without_activities_is_a_table_of_zeros():
    assert cells(heatmap([ROW], ["9月"], [[0]], {})) == [("h0", "0")]


def test_names_are_escaped():
    assert "<b>" not in heatmap([HeatRow("<b>", "/")], ["<b>"], [[1]], {0: "<b>"}, caption="<b>")
