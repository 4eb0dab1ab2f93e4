"""The specimens on the page of the evidence record are what the code makes; each is made again here."""

import json
import re
from base64 import b64encode
from hashlib import sha256

from domain.days import wrapped_token
from testkit.source_tree import ROOT
from timestamping.der import Tag, algorithm, append, read_exact, sequence, tlv
from timestamping.sealing import DayRenewal

PAGE = (ROOT / "docs" / "formats" / "evidence-record.md").read_text("utf-8")
TOKEN = bytes.fromhex("3003616263")
SHA512 = algorithm("2.16.840.1.101.3.4.2.3")


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_record_of_a_seal_is_the_specimen() -> None:
    written = "".join(re.match(r"[0-9a-f ]*?(?=  +[A-Za-z]|$)", line.strip())[0] for line in block("text").splitlines())  # type: ignore[index]
    assert bytes.fromhex(written) == wrapped_token(TOKEN, "sha512")


def test_renewal_is_the_specimen() -> None:
    record = wrapped_token(TOKEN, "sha512")
    chain = read_exact(record).child(2).child(0)
    second = sequence(tlv(Tag.CONTEXT_0, SHA512[2:]), bytes.fromhex("300c06032a0304a0053003646566"))
    payload = json.loads(block("json"))
    assert payload["evidence_record"] == b64encode(append(chain, second)).decode()
    assert payload["extends"] == sha256(record).hexdigest()


def test_payload_of_the_specimen_can_be_read() -> None:
    assert DayRenewal.from_payload(json.loads(block("json"))).serial == "42"
