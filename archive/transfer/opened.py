"""A package under verification: its members by name; those that cannot be read are named once, then passed over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from archive.transfer import members
from archive.transfer.findings import FindingBook
from archive.transfer.instructions import INSTRUCTIONS
from archive.transfer.limits import ReadLimits
from archive.transfer.lines import LineError
from archive.transfer.manifest import Manifest, ManifestError, note_text
from archive.transfer.zip_reading import BrokenMemberError, ZipReader
from timestamping.checkpoints import CheckpointError, NoteVerifier, SignedNote

T = TypeVar("T")


@dataclass(slots=True)
class OpenPackage:
    """reader: the archive. manifest: read and well-formed; whether it tells the truth is found out step by step."""

    reader: ZipReader
    manifest: Manifest
    manifest_bytes: bytes
    book: FindingBook
    limits: ReadLimits
    _broken: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether the member is there and can be read."""
        return name in self.reader.names and name not in self._broken

    def small(self, name: str) -> bytes | None:
        """All bytes of a small member; None when it is not there or cannot be read, which is then said."""
        if not self.has(name):
            return None
        try:
            return self.reader.read(name, self.limits.small_bytes)
        except BrokenMemberError as error:
            self._break(name, error)
            return None

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, which was found readable."""
        try:
            yield from self.reader.chunks(name)
        except BrokenMemberError as error:
            self._break(name, error)

    def records(self, name: str, read: Callable[[bytes], T]) -> Iterator[tuple[int, T]]:
        """Number (from 1) and content of each line; lines that cannot be read are named and left out."""
        if not self.has(name):
            return
        try:
            for number, line in enumerate(self.reader.lines(name), 1):
                try:
                    item = read(line)
                except LineError as error:
                    self.book.add("line-unreadable", member=name, line=number, reason=error)
                    continue
                yield number, item
        except BrokenMemberError as error:
            self._break(name, error)

    def check_members(self) -> None:
        """Hold every member against the manifest, its name against the format, and its digest against both.

        1. What the manifest lists is there, and nothing else is.
        2. The bytes have the length and the SHA-256 listed, and the SHA-256 that their name promises.
        3. The instructions are this format's own.
        """
        listed = {member.name: member for member in self.manifest.members}
        found = self.reader.names - {members.MANIFEST, members.NOTE}
        # 1
        for name in sorted(listed.keys() - found):
            self.book.add("member-missing", member=name)
        for name in sorted(found - listed.keys()):
            self.book.add("member-unlisted", member=name)
        for name in sorted(set(members.FIXED) - found - listed.keys()):
            self.book.add("member-missing", member=name)
        for name in sorted(found):
            if not members.is_member(name):
                self.book.add("member-unknown", member=name)
        # 2 and 3
        for name in sorted(found):
            self._check_bytes(name, listed[name].sha256 if name in listed else None)

    def _check_bytes(self, name: str, listed: str | None) -> None:
        digest = sha256()
        try:
            for piece in self.reader.chunks(name):
                digest.update(piece)
        except BrokenMemberError as error:
            self._break(name, error)
            return
        text = digest.hexdigest()
        if listed is not None and text != listed:
            self.book.add("member-changed", member=name)
        if members.digest_in(name) not in (None, text):
            self.book.add("name-differs", member=name)
        if name in INSTRUCTIONS and text != sha256(INSTRUCTIONS[name]).hexdigest():
            self.book.add("instructions-changed", member=name)

    def check_note(self, verifier: NoteVerifier) -> None:
        """The manifest is signed with the ledger's key."""
        data = self.small(members.NOTE)
        if data is None:
            if members.NOTE not in self.reader.names:
                self.book.add("member-missing", member=members.NOTE)
            return
        try:
            note = SignedNote.parse(data)
            if note.text != note_text(self.manifest.origin, self.manifest.document, self.manifest_bytes):
                raise CheckpointError("text", "the note is about another manifest")
            note.verify([verifier])
        except CheckpointError as error:
            self.book.add("manifest-unsigned", member=members.NOTE, reason=error)

    def _break(self, name: str, error: BrokenMemberError) -> None:
        if name not in self._broken:
            self._broken.add(name)
            self.book.add("member-broken", member=name, reason=error)


def open_manifest(reader: ZipReader, book: FindingBook, limits: ReadLimits) -> OpenPackage | None:
    """The package with its manifest; None, and a finding, when there is no manifest to go by."""
    if members.MANIFEST not in reader.names:
        book.add("member-missing", member=members.MANIFEST)
        return None
    try:
        data = reader.read(members.MANIFEST, limits.manifest_bytes)
        return OpenPackage(reader, Manifest.parse(data), data, book, limits)
    except BrokenMemberError as error:
        book.add("member-broken", member=members.MANIFEST, reason=error)
    except ManifestError as error:
        book.add("manifest-unreadable", member=members.MANIFEST, reason=error)
    return None
