"""Texts that outsiders can check: signed notes, checkpoints and single proofs, as C2SP defines them.

Words: a *note* is a text with signature lines under it; a *checkpoint* (denetim noktası) is a note that states origin,
size and root of the tree; a *verifier key* is the one-line public half (`name+hash+base64`); a *tlog-proof* is one
leaf's inclusion path with its checkpoint. Parsing is strict, rendering exact: what was read
renders to the same bytes.

Called by `timestamping.sealing`, `archive.transfer` and `api`. Knows no days, no events, no time-stamp authority.
"""

from timestamping.checkpoints.checkpoint import Checkpoint, open_checkpoint, origin_of, sign_checkpoint
from timestamping.checkpoints.errors import CheckpointError
from timestamping.checkpoints.keys import NoteSigner, NoteVerifier
from timestamping.checkpoints.notes import NoteSignature, SignedNote
from timestamping.checkpoints.proofs import TlogProof

__all__ = [
    "Checkpoint",
    "CheckpointError",
    "NoteSignature",
    "NoteSigner",
    "NoteVerifier",
    "SignedNote",
    "TlogProof",
    "open_checkpoint",
    "origin_of",
    "sign_checkpoint",
]
