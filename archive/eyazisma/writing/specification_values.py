"""Values of a specification, read one by one; every complaint names the place."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from archive.eyazisma.model import Moment, Text
from archive.eyazisma.writing.files import FileContent
from domain.events import Refusal

_LANGUAGE = "tr"


class SpecificationError(Refusal):
    """The specification is not what it should be."""

    rule_id = "EYP-SPEC"
    text_tr = "Belirtimde {path}: {reason}; örneklere bakın (docs/examples/packages)."
    text_en = "Specification, {path}: {reason}; see the examples (docs/examples/packages)."


class Reader:
    """One JSON object; remembers which keys were asked for, so that a misspelt key is found."""

    def __init__(self, data: object, path: str) -> None:
        if not isinstance(data, Mapping):
            raise SpecificationError(path=path or "root", reason="object expected")
        self._data: Mapping[str, object] = data
        self._path = path
        self._asked: set[str] = set()
        self._children: dict[str, Reader] = {}

    def text(self, key: str) -> str:
        """A non-empty string."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, "non-empty string expected")
        return value

    def optional_text(self, key: str) -> str | None:
        """A non-empty string or nothing."""
        return None if self._get(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; absent is empty."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self._wrong(key, "list of strings expected")
        return tuple(value)

    def tagged(self, key: str) -> Text:
        """Text: a string in Turkish, or an object with `text` and `language`."""
        value = self._get(key)
        if isinstance(value, Mapping):
            inside = self.nested(key)
            return Text(inside.text("text"), inside.text("language"))
        return Text(self.text(key), _LANGUAGE)

    def optional_tagged(self, key: str) -> Text | None:
        """The same or nothing."""
        return None if self._get(key) is None else self.tagged(key)

    def integer(self, key: str) -> int:
        """A whole number."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "whole number expected")
        return value

    def optional_integer(self, key: str) -> int | None:
        """The same or nothing."""
        return None if self._get(key) is None else self.integer(key)

    def flag(self, key: str) -> bool | None:
        """true, false or nothing."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, "true or false expected")
        return value

    def choice(self, key: str, choices: Mapping[str, str]) -> str:
        """One of the keys of `choices`, as its value."""
        value = self._get(key)
        if not isinstance(value, str) or value not in choices:
            raise self._wrong(key, "one of " + ", ".join(choices))
        return choices[value]

    def moment(self, key: str) -> datetime:
        """A date and time with offset."""
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self._wrong(key, "date and time expected") from None
        if moment.tzinfo is None:
            raise self._wrong(key, "date and time with offset expected, e.g. +03:00")
        return moment

    def optional_moment(self, key: str) -> Moment | None:
        """A date and time with offset, kept as written; or nothing."""
        if self._get(key) is None:
            return None
        self.moment(key)
        return Moment(self.text(key))

    def nested(self, key: str) -> "Reader":
        """An object."""
        return self._child(key, self._get(key))

    def optional_nested(self, key: str) -> "Reader | None":
        """An object or nothing."""
        return None if self._get(key) is None else self.nested(key)

    def objects(self, key: str) -> list["Reader"]:
        """A list of objects; absent is empty."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(key, "list of objects expected")
        return [self._child(f"{key}[{number}]", each) for number, each in enumerate(value)]

    def file(self, key: str, folder: Path) -> FileContent:
        """A file that lies in `folder`."""
        inside = folder.resolve()
        path = (inside / self.text(key)).resolve()
        if not path.is_relative_to(inside) or not path.is_file():
            raise self._wrong(key, "name of a file beside the specification expected")
        return path

    def optional_bytes(self, key: str, folder: Path) -> bytes | None:
        """The bytes of a file that lies in `folder`, or nothing."""
        if self._get(key) is None:
            return None
        path = self.file(key, folder)
        return path if isinstance(path, bytes) else path.read_bytes()

    def finish(self) -> None:
        """Complain of keys that nobody asked for, here and below."""
        for key in self._data:
            if key not in self._asked:
                raise self._wrong(key, "unknown key")
        for child in self._children.values():
            child.finish()

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self._data.get(key)

    def _child(self, key: str, value: object) -> "Reader":
        if key not in self._children:
            self._children[key] = Reader(value, f"{self._path}.{key}".lstrip("."))
        return self._children[key]

    def _wrong(self, key: str, reason: str) -> SpecificationError:
        return SpecificationError(path=f"{self._path}.{key}".lstrip("."), reason=reason)
