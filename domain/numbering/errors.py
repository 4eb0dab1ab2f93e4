"""Refusals about numbers."""

from domain.events import Refusal


class DocumentNumberError(Refusal):
    """A document number has the parts, the order and the signs of its pattern."""

    rule_id = "S2-ç-3"
    field = "document_no"
    text_tr = "“{value}” bir belge sayısı değil: E-67915368-903.07.02-4752 biçiminde olmalı."
    text_en = "“{value}” is no document number: it looks like E-67915368-903.07.02-4752."


class NumberNotAllocatedError(Refusal):
    """Only a number that was given can be voided."""

    rule_id = "Y-11-1"
    field = "registration_no"
    text_tr = "{registration_no} numarası bu defterden verilmemiş."
    text_en = "Number {registration_no} was not given from this register."
