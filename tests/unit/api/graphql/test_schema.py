"""The schema: committed, described in Turkish throughout, every refusal with one face, every mutation guarded."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)

import domain
from api.access import PERMISSIONS, WRITING, Operation
from api.graphql import SCHEMA_FILE, schema_text
from api.graphql.labels import TOPIC_LABELS
from api.graphql.mutations import Mutation
from api.graphql.refusals import FACES, RefusalFace, public_code, shown
from api.graphql.submission_errors import RequestKeyReusedError
from domain.documents import commands
from domain.events import Refusal, known_topics

SCHEMA = build_schema(schema_text())
OUR_TYPES = [
    kind for kind in SCHEMA.type_map.values() if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
]


def described_places() -> Iterator[tuple[str, str | None]]:
    """Every place of the schema that a reader of its documentation meets, with its description."""
    for kind in OUR_TYPES:
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                yield f"{kind.name}.{name}", value.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, item in kind.fields.items():
                yield f"{kind.name}.{name}", item.description
                for argument, found in getattr(item, "args", {}).items():
                    yield f"{kind.name}.{name}({argument})", found.description


def test_committed_schema_is_the_present_one() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        'run: python -c "from api.graphql import write_schema; write_schema()"'
    )


def test_every_type_field_argument_and_value_is_described() -> None:
    assert [place for place, text in described_places() if not (text or "").strip()] == []


def test_descriptions_are_not_english() -> None:
    english = re.compile(r"\b(the|of|and|is|are|which|when|for|with)\b", re.IGNORECASE)

    assert [place for place, text in described_places() if english.search(text or "")] == []


def domain_refusals() -> set[type[Refusal]]:
    """Every refusal class that any module of the domain defines."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    found: set[type[Refusal]] = set()
    pending = [Refusal]
    while pending:
        for kind in pending.pop().__subclasses__():
            pending.append(kind)
            if kind.__module__.startswith("domain."):
                found.add(kind)
    return found


NOT_OF_MUTATIONS = ("domain.days", "domain.letters")
"""Days are closed and sealed by workers; a letter that cannot be read is a refusal of its document."""


def test_every_refusal_of_the_domain_has_exactly_one_public_face() -> None:
    owed = {kind for kind in domain_refusals() if not kind.__module__.startswith(NOT_OF_MUTATIONS)}
    names = [face.__name__ for face in FACES.values()]

    assert owed - set(FACES) == set()
    assert len(names) == len(set(names))


def test_faces_are_members_of_the_answer_and_of_the_interface() -> None:
    union = SCHEMA.type_map["CommandResult"]
    assert isinstance(union, GraphQLUnionType)
    members = {kind.name: kind for kind in union.types}
    faces = {name: kind for name, kind in members.items() if name != "DocumentChanged"}

    assert len(faces) == len(FACES)
    assert all([item.name for item in kind.interfaces] == ["Refusal"] for kind in faces.values())


def test_codes_of_refusals_are_unique() -> None:
    codes = [public_code(kind) for kind in FACES]

    assert len(codes) == len(set(codes))


def test_shown_refusal_says_rule_field_and_both_texts() -> None:
    face = shown(RequestKeyReusedError())

    assert isinstance(face, RefusalFace)
    assert (face.rule_id, face.code, face.field) == ("EV-1", "REQUEST_KEY_REUSED", "requestKey")
    assert face.message_tr
    assert face.message_en


def mutation_fields() -> list[str]:
    assert SCHEMA.mutation_type is not None
    return sorted(SCHEMA.mutation_type.fields)


OTHER_ANSWERS = {"takeInPackage": "IntakeResult!"}
"""What a package becomes is more than a document changed; the refusals of its union are the same."""


@pytest.mark.parametrize("name", mutation_fields())
def test_mutation_takes_a_request_key_and_answers_with_the_union(name: str) -> None:
    assert SCHEMA.mutation_type is not None
    field = SCHEMA.mutation_type.fields[name]
    given = field.args["input"].type
    assert isinstance(given, GraphQLNonNull)
    assert isinstance(given.of_type, GraphQLInputObjectType)

    assert isinstance(given.of_type.fields["requestKey"].type, GraphQLNonNull)
    assert str(field.type) == OTHER_ANSWERS.get(name, "CommandResult!")


def test_every_operation_that_a_mutation_names_is_one_that_writes() -> None:
    named = set(re.findall(r"Operation\.([A-Z_]+)", inspect.getsource(Mutation)))

    assert {Operation[name] for name in named} <= WRITING


def test_every_operation_stands_in_the_table() -> None:
    assert set(Operation) == {operation for allowed in PERMISSIONS.values() for operation in allowed}


NOT_FOR_DOORS = {"ReceiveDocument", "RecordDecryption", "RecordDuplicate", "RecordPackageCheck"}
"""Intake and its check: packages come in by the intake procedure, which reads them first."""


def test_every_command_on_documents_has_a_mutation() -> None:
    classes = inspect.getmembers(commands, inspect.isclass)
    made = {name for name, item in classes if item.__module__ == commands.__name__}
    source = inspect.getsource(importlib.import_module("api.graphql.outgoing_input")) + inspect.getsource(
        importlib.import_module("api.graphql.incoming_input")
    )

    assert {name for name in made if f"-> {name}:" not in source} == NOT_FOR_DOORS


def test_every_known_event_type_has_a_turkish_name() -> None:
    ours = [topic for topic in known_topics() if topic.split(".")[0] in TOPIC_FAMILIES]

    assert [topic for topic in ours if topic not in TOPIC_LABELS] == []


TOPIC_FAMILIES = {"document", "number", "signature", "access", "command", "ledger", "day"}


def test_page_size_is_asked_of_every_list_that_can_grow() -> None:
    growing = [
        (kind.name, name, item)
        for kind in OUR_TYPES
        if isinstance(kind, GraphQLObjectType)
        for name, item in kind.fields.items()
        if str(item.type).rstrip("!").endswith("Connection")
    ]

    assert growing
    assert all(str(item.args["first"].type) == "Int!" for _, _, item in growing)
