"""Forms of text: what the value of an element or attribute must look like (package guide §4.7, §4.8)."""

import re
from collections.abc import Callable

from archive.eyazisma.model import codes

_GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_DETSIS = re.compile(r"[1-9][0-9]{7}")
_LEGACY_DETSIS = re.compile(r"[1-9][0-9]{7}|[0-9A-Fa-f]{14}")
_CITIZEN = re.compile(r"[1-9][0-9]{10}")
_DATE_TIME = re.compile(
    r"-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T"
    r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
)
_DURATION = re.compile(
    r"-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
)
_INT = re.compile(r"[+-]?[0-9]+")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_BASE64 = re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_CHANGE_KIND = "GuvenlikKodu"


def is_guid(text: str) -> bool:
    """8-4-4-4-12 hex digits."""
    return _GUID.fullmatch(text) is not None


def is_detsis_no(text: str, major: int = 2) -> bool:
    """Eight digits, the first not zero; in 1.x 14 hex digits too (CF-10)."""
    return (_DETSIS if major > 1 else _LEGACY_DETSIS).fullmatch(text) is not None


def is_citizen_no(text: str) -> bool:
    """Eleven digits, the first not zero; the check digits are another rule."""
    return _CITIZEN.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    """xs:duration."""
    return _DURATION.fullmatch(text) is not None and text[-1] not in "PT"


def is_language(text: str) -> bool:
    """xs:language."""
    return _LANGUAGE.fullmatch(text) is not None


def _is_int(text: str) -> bool:
    return len(text) <= 12 and _INT.fullmatch(text) is not None and -(2**31) <= int(text) < 2**31


def _is_base64(text: str) -> bool:
    return _BASE64.fullmatch("".join(text.split())) is not None


def _is_uri(text: str) -> bool:
    return not any(c in text for c in '<>"{}|\\^`\n\r\t') and text.count("#") < 2


def _any(text: str) -> bool:
    return True


FORMS: dict[str, Callable[[str], bool]] = {
    "string": _any,
    "line": _any,
    "nilLine": _any,
    "text": _any,
    "identifier": _any,
    "guid": is_guid,
    "grade": codes.GRADE_CODES.__contains__,
    "legacyGrade": (codes.GRADE_CODES | codes.LEGACY_GRADE_CODES).__contains__,
    "urgency": codes.URGENCY_CODES.__contains__,
    "legacyUrgency": (codes.URGENCY_CODES | codes.LEGACY_URGENCY_CODES).__contains__,
    "purpose": codes.PURPOSE_CODES.__contains__,
    "enclosureKind": codes.ENCLOSURE_CODES.__contains__,
    "changeKind": _CHANGE_KIND.__eq__,
    "dateTime": lambda text: _DATE_TIME.fullmatch(text) is not None,
    "nilDateTime": lambda text: _DATE_TIME.fullmatch(text) is not None,
    "duration": is_duration,
    "int": _is_int,
    "boolean": ("true", "false", "1", "0").__contains__,
    "uri": _is_uri,
    "base64": _is_base64,
    "detsisNo": is_detsis_no,
    "legacyDetsisNo": lambda text: is_detsis_no(text, 1),
    "citizenNo": is_citizen_no,
}

ATTRIBUTES: dict[str, frozenset[str]] = {
    "text": frozenset({"languageID"}),
    "identifier": frozenset(
        {
            "schemeID",
            "schemeName",
            "schemeAgencyID",
            "schemeAgencyName",
            "schemeVersionID",
            "schemeDataURI",
            "schemeURI",
        }
    ),
}
"""Attributes that values of a form may carry."""

NILLABLE = frozenset({"nilDateTime", "nilLine"})
