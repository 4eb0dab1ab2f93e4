"""Refusals about correspondents and the numbers they are known by."""

from domain.events import Refusal


class DetsisNumberError(Refusal):
    """A DETSİS number has eight digits, the first not zero."""

    rule_id = "N-8"
    field = "detsis_no"
    text_tr = "“{value}” bir DETSİS numarası değil: ilki sıfır olmayan sekiz rakam yazın."
    text_en = "“{value}” is no DETSİS number: give eight digits, the first not zero."


class NationalIdError(Refusal):
    """A T.C. kimlik no has eleven digits and two check digits; the number itself is never repeated in the message."""

    rule_id = "N-7"
    field = "national_id"
    text_tr = "T.C. kimlik numarası geçersiz: on bir rakamı ve denetim hanelerini kontrol edin."
    text_en = "The T.C. identity number is not valid: check its eleven digits."


class KepAddressError(Refusal):
    """A KEP address lies in the domain of a registered e-mail provider."""

    rule_id = "KEP-7"
    field = "kep_address"
    text_tr = "“{value}” bir KEP adresi değil: hs01.kep.tr … hs08.kep.tr alan adlarından birini kullanın."
    text_en = "“{value}” is no KEP address: use a domain hs01.kep.tr … hs08.kep.tr."


class InstitutionIncompleteError(Refusal):
    """An institution is named by its DETSİS number and its name in the register."""

    rule_id = "S2-f-4"
    field = "party"
    text_tr = "Kurum muhatabı için DETSİS numarasını ve DETSİS'teki adını birlikte verin."
    text_en = "Give an institution's DETSİS number together with its name in DETSİS."


class LegalPersonIncompleteError(Refusal):
    """A private legal person has a name."""

    rule_id = "S2-f-1"
    field = "party"
    text_tr = "Tüzel kişinin unvanını verin."
    text_en = "Give the legal person's name."


class PersonNameError(Refusal):
    """A natural person's given names and surname are kept apart."""

    rule_id = "N-6"
    field = "party"
    text_tr = "Gerçek kişinin adını ve soyadını ayrı ayrı verin; tam adı tek alana yazmayın."
    text_en = "Give a natural person's given names and surname apart, not as one name."
