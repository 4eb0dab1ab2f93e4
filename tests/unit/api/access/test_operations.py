"""The table of permissions: every operation is listed, the auditor writes nothing, unknown roles may nothing."""

import pytest

from api.access import PERMISSIONS, WRITING, Identity, Operation, Role, role_label, roles_for


def identity(*roles: Role) -> Identity:
    return Identity("ayse", "Ayşe Işık", "Memur", "24301051", frozenset(roles))


def test_every_role_has_a_row() -> None:
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize("operation", Operation)
def test_operation_is_allowed_to_at_least_one_role(operation: Operation) -> None:
    assert roles_for(operation)


def test_auditor_may_read_and_export_but_not_write() -> None:
    allowed = PERMISSIONS[Role.AUDITOR]

    assert {Operation.READ_AUDIT, Operation.EXPORT_EVENTS, Operation.READ_DOCUMENTS} <= allowed
    assert not allowed & WRITING


def test_only_auditors_and_archivists_export() -> None:
    assert roles_for(Operation.EXPORT_EVENTS) == roles_for(Operation.EXPORT_AUDIT) == (Role.ARCHIVIST, Role.AUDITOR)


def test_only_the_document_system_acts_for_others() -> None:
    assert roles_for(Operation.ACT_FOR_PERSON) == (Role.EBYS,)


def test_operator_sees_no_document() -> None:
    assert not identity(Role.OPERATOR).may(Operation.READ_DOCUMENTS)


def test_identity_without_role_may_nothing() -> None:
    assert not any(identity().may(operation) for operation in Operation)


def test_rights_of_several_roles_add_up() -> None:
    both = identity(Role.AUDITOR, Role.REGISTRAR)

    assert both.may(Operation.READ_AUDIT)
    assert both.may(Operation.DRAFT)


@pytest.mark.parametrize("role", Role)
def test_role_has_a_turkish_name(role: Role) -> None:
    assert role_label(role)
