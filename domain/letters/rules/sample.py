"""The sample letter that breaks no rule; examples of rules are changes to it."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any, Final

from domain.letters.rules.rule import Patch

SAMPLE_DAY: Final = date(2024, 3, 15)
SAMPLE: Final[Mapping[str, Any]] = {
    "kind": "cover_letter",
    "letterhead": {"detsis_no": "24301050", "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Personel Genel Müdürlüğü"]},
    "document_no": "E-24301050-903.07.02-4752",
    "date": {"day": "2024-03-15"},
    "subject": "Personel Görevlendirmesi",
    "addressee": {
        "kind": "institution",
        "party": {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000"},
    },
    "references": [{"sender": "İçişleri Bakanlığı", "date": "2024-02-01", "document_no": "E-24320000-903.07.02-1"}],
    "body": [
        {"text": "Görevlendirme uygun görülmüştür."},
        {"text": "Bilgilerinizi ve gereğini arz ederim."},
    ],
    "signers": [
        {
            "given_names": "Ayşe",
            "surname": "Işık",
            "title": "Personel Genel Müdürü",
            "capacity": "delegate",
            "on_behalf_of": "Bakan",
            "signed_at": "2024-03-15T14:00:00+03:00",
        }
    ],
    "enclosures": [{"name": "Personel Listesi", "extent": "2 sayfa"}],
    "initials": [
        {"given_names": "Mehmet", "surname": "Demir", "title": "Uzman", "day": "2024-03-14"},
        {"given_names": "Zeynep", "surname": "Kaya", "title": "Daire Başkanı", "day": "2024-03-14"},
    ],
    "verification": {
        "code": "7QK2-M9FX-4WTR-8HCZ",
        "address": "https://dogrulama.ornek.gov.tr/b/7QK2-M9FX-4WTR-8HCZ",
    },
    "contact": {
        "address": "Örnek Mahallesi 1. Cadde No: 5 Çankaya/ANKARA",
        "postal_code": "06100",
        "telephone": "0312 000 00 00",
        "email": "bilgi@ornek.gov.tr",
        "kep_address": "ornek@hs01.kep.tr",
        "web_address": "www.ornek.gov.tr",
        "person": {"given_names": "Mehmet", "surname": "Demir", "title": "Uzman", "telephone": "0312 000 00 02"},
    },
}
"""A specification as people write it."""


def patched(patch: Patch, base: Mapping[str, Any] = SAMPLE) -> dict[str, Any]:
    """The sample with changes: objects are merged, all else is replaced, None removes a key (RFC 7386)."""
    result = dict(deepcopy(base))
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            below = result.get(key)
            result[key] = patched(value, below if isinstance(below, Mapping) else {})
        else:
            result[key] = deepcopy(value)
    return result
