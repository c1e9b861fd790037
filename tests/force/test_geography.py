"""Where places lie: the worked cases of the routing reference, and its traps."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.force import Certainty, Force, UnknownDistrict

FOLDER = Path(__file__).parents[2] / "force" / "lancashire"
FORCE = Force.load(FOLDER)
PLACES = FORCE.geography


@pytest.mark.parametrize(
    ("postcode", "district", "division"),
    [
        ("PR1 2SA", "preston", "south"),
        ("FY1", "blackpool", "west"),
        ("LA1", "lancaster", "west"),
        ("BB1", "blackburn_with_darwen", "east"),
        ("OL12 8JJ", "rossendale", "east"),
        ("WN8", "west_lancashire", "south"),
        ("BB18", "pendle", "east"),
    ],
)
def test_a_postcode_of_ours_gives_its_district_and_division(postcode, district, division):
    placed = PLACES.place_of(postcode)
    assert placed.district is not None
    assert placed.division is not None
    assert (placed.district.id, placed.division.id) == (district, division)
    assert placed.ours
    assert not placed.ask


@pytest.mark.parametrize(
    ("postcode", "force"),
    [
        ("PR8", "merseyside"),
        ("PR9 0AA", "merseyside"),
        ("OL14", "west_yorkshire"),
        ("LA7", "cumbria"),
        ("WN1", "greater_manchester"),
        ("BD23", "north_yorkshire"),
        ("BT1", "northern_ireland"),
        ("EH1", "scotland"),
    ],
)
def test_a_postcode_of_another_force_names_that_force(postcode, force):
    placed = PLACES.place_of(postcode)
    assert placed.certainty is Certainty.OTHER_FORCE
    assert placed.force is not None
    assert placed.force.id == force
    assert placed.force.name in placed.words
    assert not placed.ours


@pytest.mark.parametrize("outcode", ["LA6", "BL0", "WN6", "OL12", "BL6", "BL7", "PR3", "PR4"])
def test_an_outcode_that_tells_too_little_is_asked_about(outcode):
    placed = PLACES.place_of(outcode)
    assert placed.certainty is Certainty.SEVERAL
    assert placed.ask
    assert len(placed.candidates) > 1


def test_an_outcode_that_leans_to_one_district_says_which_while_it_asks():
    assert PLACES.place_of("PR3").district == PLACES.district("wyre")
    assert PLACES.place_of("LA6").district is None


@pytest.mark.parametrize("code", ["ZZ1", "BB0", "FY0 1AA", "PR0", "BB94", "LA24", "FY99", ""])
def test_a_code_without_a_place_is_unplaced_and_goes_to_the_control_room(code):
    placed = PLACES.place_of(code)
    assert placed.certainty is Certainty.UNPLACED
    assert placed.ask
    assert PLACES.routed_to(placed).id == "south"


@pytest.mark.parametrize(
    "code", ["L1", "WN2", "BL2", "OL1", "BD1", "HX1", "LA8", "LA23", "M1 1AA", "SW1A 1AA"]
)
def test_any_other_real_code_is_outside(code):
    placed = PLACES.place_of(code)
    assert placed.certainty is Certainty.OUTSIDE
    assert placed.division is None


@pytest.mark.parametrize(
    ("postcode", "words", "district"),
    [
        ("PR3", "Longridge", "ribble_valley"),
        ("PR3", "12 Bridge Street, Garstang, Preston", "wyre"),
        ("PR3", "Goosnargh, Preston", "preston"),
        ("PR4", "Hutton, Preston", "south_ribble"),
        ("OL12", "Whitworth, Rochdale", "rossendale"),
        ("BL0", "Edenfield", "rossendale"),
        ("BL7", "Edgworth, Bolton", "blackburn_with_darwen"),
        ("BL6", "near Rivington", "chorley"),
    ],
)
def test_a_town_settles_an_outcode_of_several_districts(postcode, words, district):
    placed = PLACES.place_of(postcode, words)
    assert placed.district is not None
    assert placed.district.id == district
    assert not placed.ask


def test_the_post_town_settles_nothing_because_every_address_has_it():
    assert PLACES.place_of("PR4", "14 Mill Lane, Preston").ask
    assert PLACES.place_of("OL12", "Rochdale").ask


@pytest.mark.parametrize(("postcode", "words"), [("LA6", "Ingleton"), ("LA2", "High Bentham")])
def test_a_town_across_the_border_names_its_force(postcode, words):
    placed = PLACES.place_of(postcode, words)
    assert placed.force is not None
    assert placed.force.id == "north_yorkshire"


@pytest.mark.parametrize(
    ("words", "district"),
    [
        ("Barnoldswick", "pendle"),
        ("by the pier at Lytham St. Annes", "fylde"),
        ("EARBY", "pendle"),
        ("Preston Road, Chorley", "chorley"),
        ("Lancaster Street in Colne", "pendle"),
        ("Thornton Cleveleys", "wyre"),
        ("outside the mill, OL12 8JJ", "rossendale"),
        ("St Anne's", "fylde"),
        ("St Anne’s beach", "fylde"),
    ],
)
def test_words_alone_place_a_town(words, district):
    placed = PLACES.place_of(words=words)
    assert placed.district is not None
    assert placed.district.id == district


@pytest.mark.parametrize(
    ("words", "force"),
    [("Southport", "merseyside"), ("Arnside", "cumbria"), ("Todmorden", "west_yorkshire")],
)
def test_words_alone_place_a_town_of_another_force(words, force):
    placed = PLACES.place_of(words=words)
    assert placed.force is not None
    assert placed.force.id == force


def test_a_town_on_the_border_is_asked_about():
    placed = PLACES.place_of(words="Ramsbottom")
    assert placed.certainty is Certainty.SEVERAL
    assert placed.ask
    assert "the area of Greater Manchester Police" in placed.words


def test_two_towns_are_asked_about():
    placed = PLACES.place_of(words="on the bus from Burnley to Preston")
    assert placed.certainty is Certainty.SEVERAL
    assert {one.district for one in placed.candidates} == {"burnley", "preston"}


def test_a_road_named_after_a_town_is_no_town():
    assert PLACES.place_of(words="Blackpool Road").certainty is Certainty.UNPLACED


def test_what_is_no_postcode_is_taken_as_words():
    assert PLACES.place_of("Nelson").district == PLACES.district("pendle")


def test_the_person_may_choose_their_district():
    placed = PLACES.chosen("wyre")
    assert placed.district is not None
    assert (placed.district.name, placed.certainty, placed.basis) == (
        "Wyre",
        Certainty.ONE,
        "chosen",
    )
    with pytest.raises(UnknownDistrict, match="narnia"):
        PLACES.chosen("narnia")


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_place_is_ever_refused(postcode, words):
    placed = PLACES.place_of(postcode, words)
    assert placed.words
    assert PLACES.routed_to(placed) in PLACES.divisions.values()


@given(st.sampled_from(sorted(PLACES.outcodes)), st.integers(0, 9))
def test_a_whole_postcode_never_tells_less_than_its_outcode(outcode, digit):
    alone, whole = PLACES.place_of(outcode), PLACES.place_of(f"{outcode} {digit}AA")
    if alone.certainty is Certainty.ONE:
        assert whole.district == alone.district
    assert whole.candidates


# The table


def test_the_table_has_every_row_of_the_reference():
    assert len(PLACES.outcodes) == 62
    marks = {
        mark: sum(row.mark == mark for row in PLACES.outcodes.values())
        for mark in ("one", "several", "other")
    }
    assert marks == {"one": 7, "several": 32, "other": 23}


@pytest.mark.parametrize("outcode", sorted(PLACES.outcodes))
def test_a_row_of_the_table_is_consistent(outcode):
    row = PLACES.outcodes[outcode]
    shares = [*row.districts.values(), *row.others.values()]
    councils = {name for force in PLACES.neighbours.values() for name in force.councils}
    assert 94 <= sum(shares) <= 102
    assert set(row.districts) <= set(PLACES.districts)
    assert set(row.others) <= councils
    if row.mark == "one":
        assert list(row.districts.values()) == [100]
        assert not row.others
    if row.default_district:
        assert row.default_district in row.districts
    if row.default_force:
        assert set(row.others) & set(PLACES.neighbours[row.default_force].councils)
    for town in row.when:
        assert PLACES.place_of(outcode, town).ours


def test_the_fourteen_councils_have_their_national_codes_and_divisions():
    codes = {district.ons: district.division for district in PLACES.districts.values()}
    west = {"E06000009", "E07000119", "E07000128", "E07000121"}
    south = {"E07000123", "E07000118", "E07000126", "E07000127"}
    east = {"E06000008", "E07000117", "E07000120", "E07000122", "E07000124", "E07000125"}
    assert codes == dict.fromkeys(west, "west") | dict.fromkeys(south, "south") | dict.fromkeys(
        east, "east"
    )


def test_every_district_says_which_council_answers():
    for district in PLACES.districts.values():
        for post in (district.council, district.highways, district.care):
            assert FORCE.signpost(post).name
    assert PLACES.district("blackpool").highways == "council_blackpool"
    assert PLACES.district("wyre").care == "county_council"


def test_every_neighbour_says_where_it_takes_reports():
    for neighbour in PLACES.neighbours.values():
        assert neighbour.signpost in FORCE.signposts or re.match(
            r"https://", neighbour.report or ""
        )
