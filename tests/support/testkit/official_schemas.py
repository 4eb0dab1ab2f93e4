"""The official schemas, patched in memory only: as shipped they compile badly and reject every real document."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "eyazisma-xsd"
REASON = "the official schemas are not beside the project"

_PATCHES = (
    (r'schemaLocation="reference/', 'schemaLocation="Reference/'),
    (r"<xsd:any />", '<xsd:any namespace="##other" processContents="lax"/>'),
    (r'<xsd:pattern value="\^([^"]*)\$"', r'<xsd:pattern value="\1"'),
    (r'<xsd:pattern value="\[A-Fa-f0-9\]\{14\}"', '<xsd:pattern value="[1-9][0-9]{7}"'),
    (r'type="xsd:ID"', 'type="xsd:string"'),
)


class _Patched(etree.Resolver):
    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        path = Path((system_url or "").removeprefix("file://"))
        if not path.name.startswith("EY-"):
            return None
        return self.resolve_string(_patched(path), context, base_url=str(path))


def _patched(path: Path) -> bytes:
    text = path.read_text("utf-8-sig")
    for pattern, replacement in _PATCHES:
        text = re.sub(pattern, replacement, text)
    return text.encode()


@cache
def official_schema(name: str) -> etree.XMLSchema:
    """The compiled schema ``EY-<name>-2.xsd``."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Patched())
    path = FOLDER / f"EY-{name}-2.xsd"
    return etree.XMLSchema(etree.fromstring(_patched(path), parser, base_url=str(path)))


def accepts(name: str, root: etree._Element) -> bool:
    """Whether the official schema `name` accepts the document; Tipler holds two roots of its own."""
    return official_schema(name).validate(root)
