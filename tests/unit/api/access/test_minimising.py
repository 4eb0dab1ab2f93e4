"""What of a search text is recorded (GR-R6)."""

import pytest

from api.access import without_person_names


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ayşe Yılmaz", "[kişi]"),
        ("ayşe yılmaz disiplin", "[kişi] disiplin"),
        ("İBRAHİM KAYA", "[kişi]"),
        ("izin Fikriye Üstünel 2026", "izin [kişi] 2026"),
        ("Ali'nin dilekçesi", "[kişi]"),
        ("05321234567", "[rakam]"),
        ("E-67915368-903.07.02-4752", "E-67915368-903.07.02-4752"),
        ("Personel Daire Başkanlığı", "Personel Daire Başkanlığı"),
        ("T.C. Adalet Bakanlığı", "T.C. Adalet Bakanlığı"),
        ("personel görevlendirmesi", "personel görevlendirmesi"),
        ("", ""),
    ],
)
def test_person_names_are_masked_and_other_words_stay(text: str, kept: str) -> None:
    assert without_person_names(text) == kept
