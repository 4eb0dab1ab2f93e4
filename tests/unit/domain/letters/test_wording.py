"""Rules on wording find what is wrong and leave alone what people rightly write; no text is too strange or too long."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.letters import check_letter
from domain.letters.rules.sample import SAMPLE_DAY
from domain.letters.rules.wording import has_initial_capitals, in_capitals, small_initials
from testkit.letter_examples import example_data, letter

END = "Gereğini arz ederim."
STRANGE = st.text(
    st.sampled_from("aİıI1 2.,;:()-’'“”%₺@/\tAÇşĞeE0") | st.characters(codec="utf-8", exclude_categories=["C"]),
    max_size=80,
)


def found_in(text: str) -> set[str]:
    """Rules that find something in a paragraph."""
    findings = check_letter(letter(body=[{"text": text}, {"text": END}]), SAMPLE_DAY, example_data())
    return {finding.rule_id for finding in findings}


@pytest.mark.parametrize(
    "text",
    [
        "Belge 18.02.2024 tarihinde, saat 14.30’da www.ornek.gov.tr adresinden bilgi@ornek.gov.tr’ye gönderilmiştir.",
        "5510 sayılı Kanun’un 4.2 maddesi ile 2.1 sürümü ve 09.2019 dönemi esas alınmıştır.",
        "T.C. kimlik numarası 10000000146 olan kişinin 0312 000 00 00 numaralı telefonu kayıtlıdır.",
        "Toplam 1.452.326 (bir milyon dört yüz elli iki bin üç yüz yirmi altı) TL, yani %45,72 pay ayrılmıştır.",
        "Ayşe IŞIK ile Mehmet ÖZTÜRK’ün e-posta adresleri EK-1’de, 903.07.02 kodlu dosyadadır.",
        "Belgeler Kayıtlı Elektronik Posta (KEP) ile gönderilmiş, KEP iletisi saklanmıştır.",
        "2024/118 sayılı karar, İl/İlçe müdürlükleri için “tebliğ” (bildirim) yerine geçer; bkz. md. 5.",
    ],
)
def test_right_wording_is_left_alone(text: str) -> None:
    assert found_in(text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Belge  gönderildi.", "S2-ğ-3"),
        ("Belge gönderildi.Ek sunuldu.", "S2-ğ-3"),
        ("Belge,ek ile gönderildi.", "S2-ğ-3"),
        ("Belge\tgönderildi.", "S2-ğ-3"),
        ("Belge gönderildi .", "S2-ğ-4"),
        ("Belge ( ek ) gönderildi.", "S2-ğ-4"),
        ("Tutar 45.72 TL’dir.", "S2-ğ-11"),
        ("Toplam 326197 belge vardır.", "S2-ğ-10"),
        ("Toplam 1,326,197 belge vardır.", "S2-ğ-10"),
        ("Toplam 12 (on üç) belge vardır.", "S2-ğ-9"),
        ("Yada sonra.", "S2-ğ-12"),
        ("Feedback bekleniyor.", "S2-ğ-13"),
        ("Bu konuda EPDK görüşü alınmıştır.", "S2-ğ-16"),
        ("Tamam ✅.", "N-13"),
    ],
)
def test_wrong_wording_is_found(text: str, rule: str) -> None:
    assert rule in found_in(text)


@pytest.mark.parametrize(
    "subject", ["e-Devlet Başvurusu", "KEP ve e-posta Adresleri", "2024 Yılı Bütçesi", "Ar-Ge Desteği"]
)
def test_right_subjects_are_not_rejected(subject: str) -> None:
    findings = check_letter(letter(subject=subject), SAMPLE_DAY, example_data())
    assert [finding for finding in findings if finding.severity.value == "reject"] == []


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Personel Genel Müdürlüğü", True),
        ("e-Devlet Dairesi Başkanlığı", True),
        ("AFAD Koordinasyon Müdürlüğü", True),
        ("Ar-Ge ve Yenilik Müdürlüğü", True),
        ("1. Hukuk Müşavirliği", True),
        ("PERSONEL GENEL MÜDÜRLÜĞÜ", False),
        ("Personel genel Müdürlüğü", False),
        ("", False),
        ("GENEL MÜDÜR", False),
        ("ŞUBE MÜDÜRÜ", False),
        ("BT AR-GE", True),
    ],
)
def test_initial_capitals_are_told_from_others(text: str, sound: bool) -> None:
    assert has_initial_capitals(text) is sound


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"enclosures": [{"name": "Liste ✅"}]}, "enclosures[0].name"),
        ({"signers": [{"given_names": "Ayşe", "surname": "Işık", "title": "Müdür 漢"}]}, "signers[0].title"),
        ({"contact": {"address": "Örnek ♞☃ Sokak"}}, "contact.address"),
    ],
)
def test_characters_are_judged_wherever_they_stand(change: dict[str, Any], place: str) -> None:
    findings = check_letter(letter(**change), SAMPLE_DAY, example_data())
    assert [finding.place for finding in findings if finding.rule_id == "N-13"] == [place]


def test_capitals_are_turkish() -> None:
    assert (in_capitals("İÇİŞLERİ"), in_capitals("IÇISLERI i"), in_capitals(" ")) == (True, False, False)


def test_small_initials_are_named() -> None:
    assert small_initials("Görev ve yetki (devri)") == ("ve", "yetki", "devri")


@given(STRANGE, STRANGE)
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_strange_for_the_rules(one: str, other: str) -> None:
    strange: dict[str, Any] = {
        "subject": one.replace("\t", " "),
        "document_no": other.replace("\t", " "),
        "date": {"day": None, "text": one.replace("\t", " ")},
        "body": [{"text": one}, {"text": other}],
        "due_duration": other.replace("\t", " "),
        "urgency": "dated",
        "references": [{"text": one.replace("\t", " ")}, {"kind": "application", "text": other.replace("\t", " ")}],
        "enclosures": [{"name": one.replace("\t", " "), "extent": other.replace("\t", " "), "page_count": 3}],
        "verification": {"code": one.replace("\t", " "), "address": other.replace("\t", " ")},
        "addressee": {"line": one.replace("\t", " ")},
        "signers": [
            {
                "given_names": one.replace("\t", " "),
                "surname": other.replace("\t", " "),
                "title": one.replace("\t", " "),
            }
        ],
    }
    for finding in check_letter(letter(**strange), SAMPLE_DAY, example_data()):
        assert finding.text_tr


@pytest.mark.parametrize(
    "text",
    [
        "AB " * 3_300,
        "1234 " * 2_000,
        "1" * 9_999,
        "a." * 4_999,
        "(" * 9_999,
        "1.1 " * 2_400,
        "A" * 9_999,
        "www." * 2_499,
        " ." * 4_999,
    ],
)
def test_long_texts_are_judged_to_their_end(text: str) -> None:
    """Texts that expressions with a square cost, or numbers too long to convert, would stop at."""
    assert isinstance(found_in(text), set)
