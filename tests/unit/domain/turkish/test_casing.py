"""Turkish casing never follows the host (N-1 to N-3)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turkish import ALPHABET, lower, nfc, title, upper

LETTERS = st.text(alphabet=ALPHABET + "qwxâîû ’-", max_size=40)


@pytest.mark.parametrize(
    ("small", "capital"),
    [("iğdır", "İĞDIR"), ("ılgaz", "ILGAZ"), ("îmar", "ÎMAR"), ("çöğüş", "ÇÖĞÜŞ"), ("hâkim", "HÂKİM")],
)
def test_n_1_case_pairs_are_turkish(small: str, capital: str) -> None:
    assert (upper(small), lower(capital)) == (capital, small)


def test_n_1_dotless_i_never_gets_a_dot() -> None:
    assert upper("iğdır") != "IĞDIR"


def test_n_2_capital_i_with_a_dot_above_lowers_to_i() -> None:
    assert lower("I\u0307") == "i"


def test_n_2_no_stray_dot_is_left_behind() -> None:
    assert "\u0307" not in lower("İSTANBUL")


def test_n_2_dot_above_is_found_behind_a_mark_below() -> None:
    assert lower("I\u0331\u0307") == nfc("i\u0331")


def test_n_2_small_i_with_a_dot_above_raises_to_one_letter() -> None:
    assert upper("i\u0307zmir") == "İZMİR"


def test_n_3_small_i_with_a_dot_above_begins_a_word_as_one_letter() -> None:
    assert title("i\u0307zmir i\u0307li") == "İzmir İli"


@given(st.text(max_size=60))
def test_n_2_results_are_composed(text: str) -> None:
    for change in (upper, lower, title):
        assert unicodedata.is_normalized("NFC", change(text))


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("ATATÜRK’ÜN", "Atatürk’ün"),
        ("ATATÜRK'ÜN KÖŞKÜ", "Atatürk'ün Köşkü"),
        ("insan kaynakları", "İnsan Kaynakları"),
        ("IĞDIR-kars ILI", "Iğdır-Kars Ilı"),
        ("(bilgi işlem genel müdürlüğü)", "(Bilgi İşlem Genel Müdürlüğü)"),
        ("", ""),
        ("2026 yılı", "2026 Yılı"),
        ("’ün", "’ün"),
    ],
)
def test_n_3_title_case_starts_words_at_space_and_hyphen_only(given_text: str, expected: str) -> None:
    assert title(given_text) == expected


@given(LETTERS)
def test_n_1_case_round_trip_keeps_turkish_text(text: str) -> None:
    assert lower(upper(text)) == nfc(text)


@given(st.text(max_size=60))
def test_n_1_lowering_twice_is_lowering_once(text: str) -> None:
    assert lower(lower(text)) == lower(text)


@given(LETTERS)
def test_n_3_title_case_is_stable(text: str) -> None:
    assert title(title(text)) == title(text)
