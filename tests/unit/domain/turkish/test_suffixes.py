"""Dative and genitive: vowel harmony, the buffer letters, and the words that are exceptions (N-12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turkish import (
    ALPHABET,
    dative_of_institution,
    dative_of_name,
    genitive_of_institution,
    genitive_of_name,
    upper,
)
from domain.turkish.suffix_data import FRONT_WORDS

INSTITUTIONS = [
    ("Adalet Bakanlığı", "Adalet Bakanlığına", "Adalet Bakanlığının"),
    ("ADALET BAKANLIĞI", "ADALET BAKANLIĞINA", "ADALET BAKANLIĞININ"),
    ("Personel Genel Müdürlüğü", "Personel Genel Müdürlüğüne", "Personel Genel Müdürlüğünün"),
    ("Sayıştay Başkanlığı", "Sayıştay Başkanlığına", "Sayıştay Başkanlığının"),
    ("İstanbul Üniversitesi", "İstanbul Üniversitesine", "İstanbul Üniversitesinin"),
    ("Yükseköğretim Kurulu", "Yükseköğretim Kuruluna", "Yükseköğretim Kurulunun"),
    ("Türk Hava Yolları", "Türk Hava Yollarına", "Türk Hava Yollarının"),
    ("Danıştay", "Danıştaya", "Danıştayın"),
    ("Valilik", "Valiliğe", "Valiliğin"),
    ("Enstitü", "Enstitüye", "Enstitünün"),
    ("Merkez Bankası", "Merkez Bankasına", "Merkez Bankasının"),
    ("Örnek Banka", "Örnek Bankaya", "Örnek Bankanın"),
    ("Örnek A.Ş.", "Örnek A.Ş.ne", "Örnek A.Ş.nin"),
    ("Örnek Hava Yolları A.O.", "Örnek Hava Yolları A.O.na", "Örnek Hava Yolları A.O.nın"),
    ("3. Kolordu", "3. Kolorduya", "3. Kolordunun"),
    ("Örnek Ağır Sanayi", "Örnek Ağır Sanayiye", "Örnek Ağır Sanayinin"),
    ("Dernek", "Derneğe", "Derneğin"),
    ("Şube 5", "Şube 5’e", "Şube 5’in"),
    ("Kısım 16", "Kısım 16’ya", "Kısım 16’nın"),
    ("KISIM 40", "KISIM 40’a", "KISIM 40’ın"),
    ("TÜBİTAK", "TÜBİTAK’a", "TÜBİTAK’ın"),
    ("TBMM", "TBMM’ye", "TBMM’nin"),
    ("AB", "AB’ye", "AB’nin"),
    (
        "Meteoroloji Genel Müdürlüğü (MGM)",
        "Meteoroloji Genel Müdürlüğüne (MGM)",
        "Meteoroloji Genel Müdürlüğünün (MGM)",
    ),
]

PEOPLE = [
    ("Ayşe", "Ayşe’ye", "Ayşe’nin"),
    ("Mehmet YILMAZ", "Mehmet YILMAZ’a", "Mehmet YILMAZ’ın"),
    ("Ayşe IŞIK", "Ayşe IŞIK’a", "Ayşe IŞIK’ın"),
    ("Ali KAYA", "Ali KAYA’ya", "Ali KAYA’nın"),
    ("Gönül", "Gönül’e", "Gönül’ün"),
    ("Kemal", "Kemal’e", "Kemal’in"),
    ("İzmir", "İzmir’e", "İzmir’in"),
    ("Hakkı", "Hakkı’ya", "Hakkı’nın"),
]


@pytest.mark.parametrize(("name", "dative", "_genitive"), INSTITUTIONS)
def test_institutions_take_the_dative_without_apostrophe(name: str, dative: str, _genitive: str) -> None:
    assert dative_of_institution(name) == dative


@pytest.mark.parametrize(("name", "_dative", "genitive"), INSTITUTIONS)
def test_institutions_take_the_genitive_without_apostrophe(name: str, _dative: str, genitive: str) -> None:
    assert genitive_of_institution(name) == genitive


@pytest.mark.parametrize(("name", "dative", "genitive"), PEOPLE)
def test_people_and_places_take_suffixes_after_an_apostrophe(name: str, dative: str, genitive: str) -> None:
    assert (dative_of_name(name), genitive_of_name(name)) == (dative, genitive)


@given(st.text(ALPHABET, min_size=1, max_size=12))
def test_dative_agrees_with_the_last_vowel(word: str) -> None:
    vowels = [letter for letter in word if letter in "aeıioöuü"]
    suffix = dative_of_name(word).rpartition("’")[2]
    assert suffix in {"a", "ya", "e", "ye"}
    if vowels and word not in FRONT_WORDS:
        assert (suffix[-1] == "a") == (vowels[-1] in "aıou")


@given(st.text(ALPHABET, min_size=1, max_size=12))
def test_names_keep_their_letters_before_the_suffix(word: str) -> None:
    assert genitive_of_name(word).startswith(word + "’")


@given(st.lists(st.text(ALPHABET, min_size=2, max_size=9), min_size=2, max_size=4))
def test_capitals_of_an_institution_are_those_of_its_small_letters(words: list[str]) -> None:
    name = " ".join(words)
    assert dative_of_institution(upper(name)) == upper(dative_of_institution(name))


@given(st.text(max_size=30))
def test_no_text_is_too_strange_for_a_suffix(text: str) -> None:
    for suffixed in (dative_of_institution, genitive_of_institution, dative_of_name, genitive_of_name):
        assert isinstance(suffixed(text), str)
