"""Personal details in words: what is one, what is none, and the words without them."""

import pyarrow as pa
import pytest

from measures.personal.columns import hidden, is_of_birth, is_of_names, look
from measures.personal.details import FINDERS, MAYBE, details, masked, without_house
from measures.personal.numbers import is_nhs_number, is_telephone_number
from measures.store.scratch import scratch

MASKED = {
    "Jane Doe has ASB": "[name] has ASB",
    "Mrs Doe, 07700 900123, rang about the damp": "[name], [phone number], rang about the damp",
    "mr and mrs smith want the letter again": "[name] want the letter again",
    "Dr. Patel won't see me, says Miss O’Brien-Jones": "[name] won't see me, says [name]",
    "My name is Xiu Ng and I rang before": "My name is [name] and I rang before",
    "Jane A. Doe's heating is off": "[name]'s heating is off",
    "her son Tom Brown and Sarah Jane Smith": "her son [name] and [name]",
    "JANE DOE": "[name]",
    "Doe, Jane": "[name]",
    "NHS no 9434765919": "NHS no [NHS number]",
    "943 476 5919 is hers": "[NHS number] is hers",
    "NI QQ 12 34 56 C, or ab123456c": "NI [National Insurance number], or [National Insurance number]",
    "I live at 12 Larkspur Road, ZZ9 4DF": "I live at [address], [postcode]",
    "the damp at 7 Café Road and 12 Lôn Fawr Close": "the damp at [address] and [address]",
    "Name:Xiu Ng, NHSno9434765919": "Name:[name], NHSno[NHS number]",
    "Flat 3, 12b High St is damp": "[address] is damp",
    "born on 3 March 1985; DOB 12/03/1985": "born on [date of birth]; DOB [date of birth]",
    "(0121) 496 0123 or +44 7700 900123": "[phone number] or [phone number]",
    "Mrs Doe (07700 900123) or (01697) 72345": "[name] ([phone number]) or [phone number]",
    "write to jane.doe+home@example.org.": "write to [e-mail address].",
}
NOTHING = (
    "George Street", "Ann Jones House", "Thomas Pocklington Trust", "King George Hospital", "St James Infirmary", "John Lewis",
    "James has been waiting", "Ruth", "The Ruth House", "I miss my appointment", "MS Teams call", "an MR scan", "mr and what",
    "flat b1 2nd floor", "2 cars on the road", "1st Avenue", "07-11-2023 10:30", "12 03 2024 1030", "ref 0123456789012", "0800 496 0000",
    "9434765919", "943 476 5918", "AB123456E", "job 10234567", "within 28 days", "£1,200.50", "Larkspur Dr Leeds", "see the Dr on Monday",
    "Mary rang. Police came", "Jane ASB", "Social Worker", "Key Worker Team",
)  # fmt: skip


@pytest.mark.parametrize("text", MASKED)
def test_a_detail_is_put_into_a_word_and_the_rest_stays(text):
    assert masked(text) == MASKED[text]
    with scratch() as db:  # the look that passes over most words passes over none that have a detail
        for form in (MAYBE, *(form for find, form in FINDERS if any(find(text)))):
            asked = {"text": text, "form": form}
            assert db.execute("SELECT regexp_matches($text, $form)", asked).fetchall() == [(True,)]
    assert look("What was asked", pa.chunked_array([[text, "no hot water"]]), "words").texts == (text,)


def test_what_only_looks_like_one_is_left():
    assert {text: masked(text) for text in NOTHING if details(text)} == {}


def test_a_mark_tells_names_apart():
    assert masked("Jane Doe and Bob Roe", lambda name: name[0]) == "[name J] and Bob Roe"
    assert masked("Jane Doe and Simon Roe", lambda name: name[0]) == "[name J] and [name S]"


@pytest.mark.parametrize("number", ["9434765919", "9876543210", "4010232137"])
def test_nhs_numbers_by_their_last_digit(number):
    """Valid ones, and the nine others that end otherwise."""
    others = [number[:9] + str(d) for d in range(10) if str(d) != number[9]]
    assert is_nhs_number(number) and not any(map(is_nhs_number, others)) and not is_nhs_number(number[:9])


def test_telephone_numbers_of_people_and_not_of_organisations():
    assert all(map(is_telephone_number, ("07700900123", "01214960123", "0169772345", "02079460123")))
    assert not any(map(is_telephone_number, ("08001111111", "03001234567", "0770090012", "09061234567", "00000000000")))


def found(heading, texts, of="words"):
    its = look(heading, pa.chunked_array([texts]), of)
    return its and (dict(its.cells), its.whole, its.first)


def test_references_are_names_by_their_heading_or_by_how_most_look():
    names = ["Xiu Ng", "Bela Kiss", "Ilse Ott", None, "Xiu Ng"]
    assert found("Household ref", names, "references") == ({"name": 4}, True, 0)
    assert found("Client name", [None, "Xiu Ng"], "references") == ({"name": 1}, True, 1)
    assert found("Surname", ["Ng", "Kiss"], "references") == ({"name": 2}, True, 0)
    assert found("Household ref", ["H1", "Jane Doe", "H2"], "references") == ({"name": 1}, False, 1)
    assert found("Household ref", ["Elm House", "Oak House", "Ash House"], "references") is None
    assert found("Household ref", ["Family One", "Family Two", "Family Ten"], "references") is None
    assert found("Tenant", ["T1", "T2", "T3"], "references") is None
    assert found("Worker name", ["Social Worker", "Key Worker"]) is None
    assert found("Case ref", ["Ruth", "Frank"], "references") is None  # as studies call two whom nobody is to know
    assert found("Case ref", ["Ruth", "DAVID", "C3", "anna"], "references") == ({"name": 4}, True, 0)
    assert found("Rated by", ["Ruth", "Frank", "Anna"]) == ({"name": 3}, True, 0)
    mixed = ["Ruth", "Anna", "Tom", "Frank", "GP", "Key worker", "Self", "The client", "David"]
    assert look("Rated by", pa.chunked_array([mixed]), "words").texts == ("Ruth", "Anna", "Tom", "Frank", "David")
    assert found("Team", ["Alpha", "Anna", "Omega", "Gamma"]) is None


def test_a_column_of_few_texts_or_none_is_looked_through_too():
    assert found("Agency", ["Health", "Mary Poe"] * 500) == ({"name": 500}, False, 1)
    assert found("Agency", ["Health"] * 999 + ["Mary Poe"]) == ({"name": 1}, False, 999)
    assert found("Agency", [None, None]) is None and look("Agency", pa.chunked_array([], pa.string()), "words") is None


def test_references_are_numbers_of_people_where_most_are():
    nhs = ["9434765919", "987 654 3210", "4010232137"]
    assert found("Case ref", nhs, "references") == ({"NHS number": 3}, False, 0)
    assert found("Case ref", ["9434765918", *nhs[:2]], "references") is None  # as by chance
    assert found("NHS no", nhs[:1], "references") == ({"NHS number": 1}, False, 0)
    assert found("Call ref", ["07700900123", "1", "2"], "references") is None
    assert found("Call ref", ["07700900123", "07700900456"], "references") == ({"phone number": 2}, False, 0)


def test_streets_have_numbers_of_houses_and_places_no_people():
    streets = ["Larkspur Road", "Oak Close 4", "1st Avenue", "A38 North"]
    assert found("Street", streets, "streets") == ({"house number": 1}, False, 1)
    assert [without_house(street) for street in streets] == ["Larkspur Road", "Oak Close", "1st Avenue", "A38 North"]
    assert found("Locality", ["Jordan Hill", "Ann Ward"], "places") is None


def test_headings():
    assert [is_of_birth(h) for h in ("DOB", "D.O.B.", "Date of birth", "Birthplace", "As at")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [is_of_names(h) for h in ("Forename", "Child’s name", "Name", "Street name", "Team name", "Case")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_an_example_shows_no_more_than_first_letters():
    assert hidden("Jane Doe, 07700 900123") == "J··· D··, ····· ······"
