"""Grades, flags and the word watch: what words may do, what is found, what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.definitions.flags import Grade, Hit, UnknownFlag, flags, least, suggested, watch

KNOWN = flags()
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["kill", "myself", "İstanbul", "I don’t", "want", "to be here", "anymore", "knife", "-"]
        ),
        max_size=12,
    ).map(" ".join),
)


def found(text: str) -> set[str]:
    return {hit.category for hit in watch(text)}


# Grades


def test_g1_is_the_most_urgent():
    assert sorted(Grade) == [Grade.G1, Grade.G2, Grade.G3, Grade.G4, Grade.G5]
    assert Grade.G3.at_least(Grade.G2) is Grade.G2
    assert Grade.G1.at_least(Grade.G4) is Grade.G1
    assert Grade.G4.at_least(None) is Grade.G4


def test_the_least_of_several_grades_is_the_most_urgent():
    assert least([Grade.G3, None, Grade.G2]) is Grade.G2
    assert least([None]) is None
    assert least([]) is None


@pytest.mark.parametrize(
    ("start", "raised", "hits", "grade"),
    [
        (Grade.G4, [], [], Grade.G4),
        (Grade.G4, ["HATE"], [], Grade.G3),
        (Grade.G3, ["DA", "HATE"], [], Grade.G2),
        (Grade.G3, ["KILL", "DA"], [], Grade.G1),
        (Grade.G4, ["REPEAT"], [], Grade.G3),
        (Grade.G3, ["REPEAT"], [], Grade.G2),
        (Grade.G2, ["REPEAT"], [], Grade.G2),
        (Grade.G4, ["REPEAT", "KNOWN"], [], Grade.G2),
        (Grade.G1, ["REPEAT"], [], Grade.G1),
        (Grade.G4, ["SAFE", "CCTV", "OUT"], [], Grade.G4),
        (Grade.G4, ["WORD"], ["suicide"], Grade.G2),
        (Grade.G4, ["WORD"], ["killing"], Grade.G2),
        (Grade.G4, ["WORD"], ["weapon", "child", "fire"], Grade.G4),
        (Grade.G2, ["T", "V"], [], Grade.G2),
    ],
)
def test_a_case_enters_at_the_grade_its_flags_ask_for(start, raised, hits, grade):
    assert suggested(start, raised, hits) is grade


@given(
    st.sampled_from(Grade),
    st.sets(st.sampled_from(sorted(KNOWN.flags))),
    st.sets(st.sampled_from(sorted(KNOWN.categories))),
)
def test_no_flag_and_no_word_ever_makes_a_case_less_urgent(start, raised, hits):
    without = suggested(start, raised)
    assert suggested(start, raised, hits) <= without <= start


@given(
    st.sampled_from([g for g in Grade if g > Grade.G1]),
    st.sets(st.sampled_from(sorted(KNOWN.categories))),
)
def test_words_alone_never_set_the_top_grade(start, hits):
    assert suggested(start, ["WORD"], hits) >= Grade.G2


# Flags


@pytest.mark.parametrize(
    ("grade", "names"),
    [
        (Grade.G1, "NOW FIREARM KILL SELF TERROR MISSING"),
        (Grade.G2, "WEAPON DA SEX CHILD CSE STALK HBA SLAVE HOSPITAL"),
        (Grade.G3, "MH ADULT HATE KNOWN FORENSIC INJURY HIGHVAL SERIES"),
        (None, "REPEAT CCTV SAFE POLICE OUT LANG ACCESS WORD T H R I V E"),
    ],
)
def test_every_flag_has_the_grade_of_the_reference(grade, names):
    for name in names.split():
        assert KNOWN.flag(name).grade is grade, name


def test_a_flag_has_words_for_staff_and_letters_of_thrive():
    flag = KNOWN.flag("SEX")
    assert flag.words == "Sexual element"
    assert flag.thrive == ("H", "V", "I")
    assert "hidden_names" in flag.effects


def test_the_effects_are_found_by_name():
    assert "SAFE" in KNOWN.with_effect("blocks_messages")
    assert KNOWN.with_effect("copy_standards") == {"POLICE"}
    assert KNOWN.with_effect("counter_terrorism") == {"TERROR"}
    urgent = {"NOW", "KILL", "SELF", "FIREARM", "TERROR", "MISSING"}
    assert urgent <= KNOWN.with_effect("urgent_review")
    vulnerable = {"DA", "SEX", "CHILD", "CSE", "HBA", "SLAVE", "STALK"}
    assert KNOWN.with_effect("vulnerability_queue") == vulnerable


def test_every_effect_is_had_by_some_flag():
    for effect in KNOWN.effects:
        assert KNOWN.with_effect(effect), effect


def test_an_unknown_flag_is_refused():
    with pytest.raises(UnknownFlag, match="NONE"):
        KNOWN.flag("NONE")


# The word watch


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I have thought about suicide", "suicide"),
        ("she is suicidal", "suicide"),
        ("I want to end it all", "suicide"),
        ("I don't want to be here any more", "suicide"),
        ("i dont want to be here anymore", "suicide"),
        ("I don’t want to live", "suicide"),
        ("He said he would kill himself", "suicide"),
        ("they would be better off without me", "suicide"),
        ("she took an overdose", "suicide"),
        ("I just want to die", "suicide"),
        ("he has been self-harming", "suicide"),
        ("I am going to end my life", "suicide"),
        ("he tried to take his own life", "suicide"),
        ("going to jump off the bridge", "suicide"),
        ("he's going to kill me", "killing"),
        ("he says he's gonna kill her", "killing"),
        ("I'll bury you", "killing"),
        ("you're dead", "killing"),
        ("youre a dead man", "killing"),
        ("he threatened my life", "killing"),
        ("I've had death threats", "killing"),
        ("he strangled me", "killing"),
        ("he said he would slit my throat", "killing"),
        ("they beat him to death", "killing"),
        ("he smothered me with a pillow", "killing"),
        ("I'll do you in", "killing"),
        ("there is a bomb around the corner", "bomb"),
        ("threatened me with a bread knife", "weapon"),
        ("hit him with an iron bar", "weapon"),
        ("I am being held here", "hostage"),
        ("He had a knife", "weapon"),
        ("two lads with KNIVES", "weapon"),
        ("at knifepoint", "weapon"),
        ("threatened me with a claw hammer", "weapon"),
        ("he pulled out a screwdriver", "weapon"),
        ("a sawn-off shotgun", "weapon"),
        ("they shot at the car", "weapon"),
        ("I was stabbed", "weapon"),
        ("acid in my face", "weapon"),
        ("he glassed me", "weapon"),
        ("hit with a baseball bat", "weapon"),
        ("I was raped", "rape"),
        ("he forced himself on me", "rape"),
        ("sexually assaulted at the party", "rape"),
        ("he groped her", "rape"),
        ("he touched me down there", "rape"),
        ("the child was crying", "child"),
        ("in front of my kids", "child"),
        ("a 14-year-old girl", "child"),
        ("he is a paedo", "child"),
        ("she was groomed online", "child"),
        ("they took him hostage", "hostage"),
        ("he won't let me leave", "hostage"),
        ("he locked me in", "hostage"),
        ("she was kidnapped", "hostage"),
        ("she was held against her will", "hostage"),
        ("they held her there against her will", "hostage"),
        ("someone set fire to the bin", "fire"),
        ("they set my car on fire", "fire"),
        ("I'll burn your house down", "fire"),
        ("poured petrol through the letter box", "fire"),
        ("it was arson", "fire"),
        ("threw a petrol bomb", "bomb"),
        ("petrol-bombed the house", "bomb"),
        ("there is a suspicious package", "bomb"),
        ("he will blow up the school", "bomb"),
        ("a hand grenade in the loft", "bomb"),
    ],
)  # fmt: skip
def test_words_to_read_closely_are_found(text, category):
    assert category in found(text), watch(text)


@pytest.mark.parametrize(
    "text",
    [
        "just killing time outside the shop",
        "my back is killing me",
        "he stole my painkillers and weed killer",
        "a murder mystery evening",
        "she screamed blue murder",
        "drove through the oilseed rape",
        "a field of rape next to the lane",
        "they took the rape alarm from her bag",
        "next to the fireplace",
        "the fire-place was broken",
        "forced the fire door and set off the fire alarm",
        "my Amazon Fire tablet was stolen",
        "he was fired from his job",
        "a glue gun and a nail gun from the van",
        "they rifled through my drawers",
        "the wiper blades were bent",
        "a stable door",
        "the child seat was in the car",
        "the dog grooming parlour",
        "he was kidding",
        "he bombed it down the road",
        "it cost me a bomb",
        "a bath bomb set",
        "his bomber jacket",
        "skill, grape, drape, scrape, begun, bombastic",
        "I hurt my shoulder blade",
        "we had a log fire",
        "Burnley market",
        "my phone is going to die",
        "I hoped the noise was going to die down",
        "you're dead right",
        "he bumped me off my bike",
        "the fair is being held on Saturday",
        "I put diesel in the car",
        "the smell is so bad I cannot breathe",
        "the cake was smothered in cream",
        "how do you in the police deal with it",
        "I cut my hand on the glass",
        "the axed bus service",
        "a shot of vodka, and a screenshot",
    ],
)  # fmt: skip
def test_everyday_words_raise_nothing(text):
    assert watch(text) == []


def test_calm_words_hide_only_themselves():
    assert found("killing time, then he said he would kill me") == {"killing"}
    assert found("the fire door was set on fire") == {"fire"}


def test_suicide_is_found_before_killing():
    assert watch("I will kill myself") == [Hit("suicide", 7, 18, "kill myself")]


def test_one_text_may_have_several_hits_in_order():
    hits = watch("He had a knife and said he'd kill the kids")
    assert [(hit.category, hit.words) for hit in hits] == [
        ("weapon", "knife"),
        ("killing", "kill"),
        ("child", "kids"),
    ]


def test_letters_that_grow_when_small_do_not_move_a_hit():
    text = "İİİ he had a KNIFE"
    assert [text[hit.start : hit.end] for hit in watch(text)] == ["KNIFE"]


def test_line_breaks_and_hyphens_count_as_spaces():
    assert found("I want to end it\nall") == {"suicide"}
    assert found("SELF-HARM") == {"suicide"}


@given(TEXTS)
def test_hits_are_ordered_do_not_overlap_and_quote_the_text(text):
    end = 0
    for hit in watch(text):
        assert end <= hit.start < hit.end
        assert text[hit.start : hit.end] == hit.words
        assert hit.category in KNOWN.categories
        end = hit.end


@given(TEXTS)
def test_writing_in_capitals_hides_nothing(text):
    plain = text.replace("İ", "I")
    if len(plain.upper()) == len(plain) and plain.upper().lower() == plain.lower():
        assert [hit.start for hit in watch(plain.upper())] == [hit.start for hit in watch(plain)]


def test_only_suicide_and_killing_ask_for_a_grade():
    asked = {name for name, one in KNOWN.categories.items() if one.least is not None}
    assert asked == {"suicide", "killing"}
    assert list(KNOWN.categories) == [
        "suicide",
        "killing",
        "weapon",
        "rape",
        "child",
        "hostage",
        "fire",
        "bomb",
    ]


def test_a_very_long_text_of_near_misses_is_watched_quickly():
    watch("i want to end it " * 2_000 + "i don't want to be " * 2_000)
