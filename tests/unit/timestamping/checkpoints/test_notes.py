"""Signed notes and verifier keys: exact bytes out, strict reading in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.checkpoints import CheckpointError, NoteSignature, NoteSigner, NoteVerifier, SignedNote

# The example of the Go package golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()

SIGNER = NoteSigner.from_seed("kutuk/24301050", bytes(range(32)))
TEXT = "bir\niki\n"
NOTE = SignedNote.sign(TEXT, SIGNER)


def test_note_of_another_implementation_verifies() -> None:
    verifier = NoteVerifier.parse(PETER)
    assert SignedNote.parse(PETERS_NOTE).verify([verifier]) == (verifier,)


def test_verifier_key_of_another_implementation_renders_to_itself() -> None:
    assert NoteVerifier.parse(PETER + "\n").text() == PETER


def test_signed_note_verifies_with_the_public_half() -> None:
    assert SignedNote.parse(NOTE.render()).verify([SIGNER.verifier]) == (SIGNER.verifier,)


def test_changed_text_does_not_verify() -> None:
    changed = NOTE.render().replace(b"iki", b"iky")
    with pytest.raises(CheckpointError) as refused:
        SignedNote.parse(changed).verify([SIGNER.verifier])
    assert refused.value.reason == "signature"


def test_note_of_an_unknown_key_only_is_refused() -> None:
    other = NoteSigner.from_seed("kutuk/24301050", bytes(32))
    with pytest.raises(CheckpointError) as refused:
        NOTE.verify([other.verifier])
    assert refused.value.reason == "unknown-key"


def test_witness_lines_of_unknown_keys_are_kept_and_passed_over() -> None:
    witnessed = NOTE.cosigned(NoteSignature("tanik.example/1", b"\x01\x02\x03\x04", bytes(72)))
    read = SignedNote.parse(witnessed.render())
    assert (read, read.verify([SIGNER.verifier])) == (witnessed, (SIGNER.verifier,))


def test_private_key_is_not_shown() -> None:
    assert "private" not in repr(SIGNER)


def test_text_with_empty_lines_is_cut_at_the_last_one() -> None:
    note = SignedNote.sign("bir\n\niki\n", SIGNER)
    assert SignedNote.parse(note.render()) == note


LINE = NOTE.signatures[0].line()


@pytest.mark.parametrize(
    ("note", "reason", "line"),
    [
        (b"bir\niki\n", "line", None),
        (b"bir\n\n", "signature", 3),
        (("bir\n\n" + LINE).encode()[:-1], "line", 3),
        (("bir\r\n\n" + LINE).encode(), "control", 1),
        (("bir\n\n" + LINE.replace("—", "-")).encode(), "signature", 3),
        (("bir\n\n" + LINE + "\n").encode(), "signature", 5),
        ("bir\n\n— kutuk/24301050\n".encode(), "signature", 3),
        ("bir\n\n— a+b AAAAAAA=\n".encode(), "name", 3),
        ("bir\n\n— a\u00a0b AAAAAAA=\n".encode(), "name", 3),
        ("bir\n\n— a AAAA=\n".encode(), "base64", 3),
        ("bir\n\n— a AAAAAAB=\n".encode(), "base64", 3),
        ("bir\n\n— a AAAA\n".encode(), "signature", 3),
        (b"bir\n\xff\n\n", "utf-8", 2),
        (("bir\n\n" + LINE * 40).encode(), "limit", 35),
        (b"a" * 70_000, "limit", None),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_malformed_note_is_refused_with_its_line(note: bytes, reason: str, line: int | None) -> None:
    with pytest.raises(CheckpointError) as refused:
        SignedNote.parse(note)
    assert (refused.value.reason, refused.value.line) == (reason, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER[:-4],
        "Peter Neumann" + PETER[12:],
        PETER.replace("+ARpc", "+BBpc"),
    ],
)
def test_malformed_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(CheckpointError):
        NoteVerifier.parse(text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused_or_render_to_themselves(note: bytes) -> None:
    try:
        read = SignedNote.parse(note)
    except CheckpointError:
        return
    assert read.render() == note


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(NOTE.render()) - 1), st.integers(1, 255))
def test_note_with_one_changed_byte_never_verifies(at: int, change: int) -> None:
    note = bytearray(NOTE.render())
    note[at] ^= change
    with pytest.raises(CheckpointError):
        SignedNote.parse(bytes(note)).verify([SIGNER.verifier])
