"""Refusals about places in the file plan."""

from domain.events import Refusal


class FileCodeFormatError(Refusal):
    """A file code has three digits and up to three two-digit levels."""

    rule_id = "T-4"
    field = "file_code"
    text_tr = (
        "“{code}” bir standart dosya planı kodu değil: 903.07.02 gibi, üç rakam ve en çok üç iki rakamlı düzey yazın."
    )
    text_en = "“{code}” is no file code: give three digits and up to three two-digit levels, as in 903.07.02."


class FileCodeUnknownError(Refusal):
    """A document is filed under a code of the plan in force."""

    rule_id = "T-5"
    field = "file_code"
    text_tr = "“{code}” kodu {version} sürümlü dosya planında yok: yürürlükteki plandan bir kod seçin."
    text_en = "Code “{code}” is not in file plan {version}: choose a code of the plan in force."


class FileCodeNotLeafError(Refusal):
    """A code that has sub-codes may not be chosen."""

    rule_id = "T-4"
    field = "file_code"
    text_tr = "“{code}” kodunun alt kodları var: bunlardan birini seçin ({examples})."
    text_en = "Code “{code}” has sub-codes: choose one of them ({examples})."
