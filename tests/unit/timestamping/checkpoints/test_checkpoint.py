"""Checkpoints and single proofs: three lines, one path, nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.checkpoints import (
    Checkpoint,
    CheckpointError,
    NoteSigner,
    SignedNote,
    TlogProof,
    open_checkpoint,
    origin_of,
    sign_checkpoint,
)
from timestamping.merkle import TreeHead, leaf_hash, naive_root, node_hash

ORIGIN = origin_of("24301050")
SIGNER = NoteSigner.from_seed(ORIGIN, bytes(range(32)))
LEAVES = [leaf_hash(b"%d" % number) for number in range(3)]
HEAD = TreeHead(3, naive_root(LEAVES))
NOTE = sign_checkpoint(HEAD, SIGNER).render()
PROOF = TlogProof(2, (node_hash(LEAVES[0], LEAVES[1]),), NOTE)


def test_checkpoint_opens_to_the_head_that_was_signed() -> None:
    assert open_checkpoint(NOTE, ORIGIN, [SIGNER.verifier]) == Checkpoint(ORIGIN, HEAD)


def test_origin_names_the_institution() -> None:
    assert ORIGIN == "kutuk/24301050"


def test_checkpoint_of_another_ledger_is_refused() -> None:
    with pytest.raises(CheckpointError) as refused:
        open_checkpoint(NOTE, "kutuk/1", [SIGNER.verifier])
    assert (refused.value.reason, refused.value.line) == ("origin", 1)


def test_checkpoint_signed_only_by_a_witness_is_refused() -> None:
    witness = NoteSigner.from_seed("tanik.example", bytes(32))
    note = SignedNote.sign(Checkpoint(ORIGIN, HEAD).text(), witness).render()
    with pytest.raises(CheckpointError) as refused:
        open_checkpoint(note, ORIGIN, [SIGNER.verifier, witness.verifier])
    assert refused.value.reason == "unknown-key"


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (f"kutuk/1\n12\n{ROOT}", "line", 3),
        (f"kutuk/1\n12\n{ROOT}\nextension\n", "line", 4),
        (f"\n12\n{ROOT}\n", "name", 1),
        (f"kutuk/1\n012\n{ROOT}\n", "number", 2),
        (f"kutuk/1\n-1\n{ROOT}\n", "number", 2),
        (f"kutuk/1\n+1\n{ROOT}\n", "number", 2),
        (f"kutuk/1\n١٢\n{ROOT}\n", "number", 2),
        (f"kutuk/1\n9223372036854775808\n{ROOT}\n", "number", 2),
        (f"kutuk/1\n12\n{ROOT[:-1]}\n", "base64", 3),
        ("kutuk/1\n12\nAAAA\n", "length", 3),
    ],
)
def test_malformed_checkpoint_is_refused_with_its_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(CheckpointError) as refused:
        Checkpoint.parse(text)
    assert (refused.value.reason, refused.value.line) == (reason, line)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120) | st.tuples(st.text(max_size=9), st.text("0123456789", max_size=9)).map("\n".join))
def test_any_text_is_refused_or_renders_to_itself(text: str) -> None:
    try:
        read = Checkpoint.parse(text)
    except CheckpointError:
        return
    assert read.text() == text


def test_proof_renders_and_reads_back() -> None:
    assert TlogProof.parse(PROOF.render()) == PROOF


def test_proof_leads_to_its_checkpoint() -> None:
    assert TlogProof.parse(PROOF.render()).verify(LEAVES[2], ORIGIN, [SIGNER.verifier]).head == HEAD


def test_proof_of_another_leaf_is_refused() -> None:
    with pytest.raises(CheckpointError) as refused:
        PROOF.verify(LEAVES[1], ORIGIN, [SIGNER.verifier])
    assert refused.value.reason == "proof"


def test_extra_data_is_carried_unchanged() -> None:
    proof = TlogProof(0, (), NOTE, b"\x00belge")
    assert TlogProof.parse(proof.render()).extra == b"\x00belge"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (b"", "line", None),
        (b"c2sp.org/tlog-proof@v2\nindex 0\n\n", "header", 1),
        (b"c2sp.org/tlog-proof@v1\n\n", "index", 2),
        (b"c2sp.org/tlog-proof@v1\nextra AA=\nindex 0\n\n", "base64", 2),
        (b"c2sp.org/tlog-proof@v1\nindex 01\n\n", "number", 2),
        (b"c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n", "length", 3),
        (b"c2sp.org/tlog-proof@v1\nindex 1\n\xc3\n\n", "utf-8", 3),
        (b"c2sp.org/tlog-proof@v1\nindex 1" + b"\nAAAA" * 65 + b"\n\n", "limit", None),
        (b"c2sp.org/tlog-proof@v1" + b"x" * 200_000, "limit", None),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_malformed_proof_is_refused_with_its_line(text: bytes, reason: str, line: int | None) -> None:
    with pytest.raises(CheckpointError) as refused:
        TlogProof.parse(text)
    assert (refused.value.reason, refused.value.line) == (reason, line)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(PROOF.render()) - 1), st.integers(1, 255))
def test_proof_with_one_changed_byte_never_verifies(at: int, change: int) -> None:
    text = bytearray(PROOF.render())
    text[at] ^= change
    with pytest.raises(CheckpointError):
        TlogProof.parse(bytes(text)).verify(LEAVES[2], ORIGIN, [SIGNER.verifier])
