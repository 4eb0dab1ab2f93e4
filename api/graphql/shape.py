"""Shape and static cost of a query, from its text and variables alone; every fragment is measured once.

Cost: one point per field, `FIELD_WEIGHTS` more for fields that do heavy work; the selection of a field with a ``first``
argument counts ``first`` times. Directives that skip fields are ignored: the cost is an upper bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from api.graphql.limits import MAX_PAGE

FIELD_WEIGHTS: Final[Mapping[str, int]] = {"proof": 25, "asOf": 20, "difference": 40, "documents": 5, "events": 5}
"""Points of a field beyond its own one."""

_ENDLESS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Shape:
    """What a selection amounts to, fragments written out."""

    depth: int = 0
    introspection_depth: int = 0
    aliases: int = 0
    fields: int = 0
    cost: int = 0

    def beside(self, other: "Shape") -> "Shape":
        """Both selections next to each other."""
        return Shape(
            max(self.depth, other.depth),
            max(self.introspection_depth, other.introspection_depth),
            min(self.aliases + other.aliases, _ENDLESS),
            min(self.fields + other.fields, _ENDLESS),
            min(self.cost + other.cost, _ENDLESS),
        )


class Measure:
    """Measures one document; a fragment that spreads itself counts as endless."""

    def __init__(self, document: DocumentNode, variables: Mapping[str, Any] | None = None) -> None:
        self._variables = variables or {}
        self._defaults: dict[str, Any] = {}
        self._fragments: dict[str, FragmentDefinitionNode] = {}
        self._known: dict[str, Shape] = {}
        self._open: set[str] = set()
        self._operations: list[OperationDefinitionNode] = []
        for definition in document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                self._fragments[definition.name.value] = definition
            elif isinstance(definition, OperationDefinitionNode):
                self._operations.append(definition)

    def whole(self) -> Shape:
        """Shape of all operations together (each of them is validated)."""
        total = Shape()
        for operation in self._operations:
            total = total.beside(self._operation(operation))
        return total

    def running(self, operation_name: str | None) -> Shape:
        """Shape of the operation that would run; empty when there is none of that name."""
        for operation in self._operations:
            if operation_name is None or (operation.name and operation.name.value == operation_name):
                return self._operation(operation)
        return Shape()

    def _operation(self, operation: OperationDefinitionNode) -> Shape:
        self._defaults = {
            item.variable.name.value: int(item.default_value.value)
            for item in operation.variable_definitions or ()
            if isinstance(item.default_value, IntValueNode) and len(item.default_value.value) < 12
        }
        return self._selections(operation.selection_set)

    def _selections(self, selected: SelectionSetNode | None) -> Shape:
        total = Shape()
        for node in selected.selections if selected else ():
            total = total.beside(self._selection(node))
        return total

    def _selection(self, node: SelectionNode) -> Shape:
        if isinstance(node, FieldNode):
            return self._field(node)
        if isinstance(node, InlineFragmentNode):
            return self._selections(node.selection_set)
        return self._fragment(node.name.value) if isinstance(node, FragmentSpreadNode) else Shape()

    def _field(self, node: FieldNode) -> Shape:
        inner = self._selections(node.selection_set)
        name = node.name.value
        aliases = inner.aliases + (node.alias is not None)
        fields = min(inner.fields + 1, _ENDLESS)
        nested = 1 if node.selection_set else 0
        if name.startswith("__"):
            deepest = max(inner.depth, inner.introspection_depth)
            return Shape(0, deepest + nested, aliases, fields, fields)
        cost = min(1 + FIELD_WEIGHTS.get(name, 0) + self._times(node) * inner.cost, _ENDLESS)
        return Shape(inner.depth + nested, inner.introspection_depth, aliases, fields, cost)

    def _times(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value == "first":
                return self._page(argument.value)
        return 1

    def _page(self, value: object) -> int:
        asked: Any = None
        if isinstance(value, IntValueNode):
            asked = int(value.value) if len(value.value) < 12 else MAX_PAGE
        elif isinstance(value, VariableNode):
            name = value.name.value
            asked = self._variables.get(name, self._defaults.get(name))
        return min(max(asked, 1), MAX_PAGE) if isinstance(asked, int) else MAX_PAGE

    def _fragment(self, name: str) -> Shape:
        if name in self._known:
            return self._known[name]
        if name in self._open or name not in self._fragments:
            return Shape(_ENDLESS, 0, 0, 0, 0) if name in self._open else Shape()
        self._open.add(name)
        self._known[name] = self._selections(self._fragments[name].selection_set)
        self._open.discard(name)
        return self._known[name]
