"""The line of the product on the official package: taken in, worked on, its day closed, sealed, and two days more."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from domain.events import day_interval
from testkit.lived_ledger import NOON, LivedLedger, days_ago, lived_ledger, served
from testkit.started import Finished, Kutuk, copied

CHANGED = "{ __typename ... on DocumentChanged { documentId document { state } } ... on Refusal { ruleId messageTr } }"
HISTORY = """query ($id: UUID!) { document(id: $id) { subject state
  history(first: 50) { edges { node { topic actor { name } } } } } }"""
READS = "{" + " ".join(f"r{number}: registers {{ unit }}" for number in range(20)) + "}"
"""Twenty reads of one request; fourteen requests are enough for one full tile of 256 hashes."""


@dataclass(frozen=True)
class OfficialLine:
    """What was done and what was answered, and the ledger it was done in (a copy, with its own server)."""

    ledger: LivedLedger
    first_day: date
    """The day on which the package came; closed and sealed, as are the two days after it."""
    imports: tuple[Finished, Finished]
    document: str
    refused: dict[str, Any]
    """Answer to the assignment by somebody who is no unit manager."""
    acts: dict[str, dict[str, Any]]
    """Answers by mutation."""
    history: dict[str, Any]
    sealing: Finished
    """What `kutuk seal --json` said today."""


def live_through(folder: Path, package: Path) -> None:
    """Live through the line in a folder, and note beside the data folder what was answered."""
    with lived_ledger(folder) as ledger:
        with ledger.at(day_interval(days_ago(3))[0] + NOON) as services, served(services) as kutuk:
            imports = [_imported(ledger, package), _imported(ledger, package)]
            document = imports[0].json()["packages"][0]["document"]
            refused, acts = _worked_on(kutuk, document)
            history = kutuk.data_of(HISTORY, "zeynep.sahin", id=document)["document"]
            for _ in range(14):
                kutuk.data_of(READS, "zeynep.sahin")
        for back in (2, 1):
            ledger.keep_days(days_ago(back))
        sealing = ledger.installation.run("seal", "--json")
    told = {
        "first_day": days_ago(3).isoformat(),
        "imports": [astuple(item) for item in imports],
        "document": document,
        "refused": refused,
        "acts": acts,
        "history": history,
        "sealing": astuple(sealing),
    }
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


@contextmanager
def official_line(lived: Path, folder: Path) -> Iterator[OfficialLine]:
    """The line lived through in `lived`, opened on a copy in `folder`."""
    told = json.loads((lived / "told.json").read_text(encoding="utf-8"))
    copied(lived / "kutuk-data", folder)
    with lived_ledger(folder) as ledger:
        yield OfficialLine(
            ledger=ledger,
            first_day=date.fromisoformat(told["first_day"]),
            imports=(Finished(*told["imports"][0]), Finished(*told["imports"][1])),
            document=told["document"],
            refused=told["refused"],
            acts=told["acts"],
            history=told["history"],
            sealing=Finished(*told["sealing"]),
        )


def mutate(kutuk: Kutuk, mutation: str, who: str, **given: Any) -> dict[str, Any]:
    """The answer to a mutation; the request key is new."""
    name = mutation[0].upper() + mutation[1:]
    text = f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) {CHANGED} }}"
    found: dict[str, Any] = kutuk.data_of(text, who, input={"requestKey": str(uuid4()), **given})[mutation]
    return found


def _imported(ledger: LivedLedger, package: Path) -> Finished:
    return ledger.installation.run("package", "import", "--json", str(package))


def _worked_on(kutuk: Kutuk, document: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    unit = {"documentId": document, "unit": "24301052", "note": "Gereği için"}
    refused = mutate(kutuk, "assignDocument", "elif.arslan", **unit)
    acts = {
        "assignDocument": mutate(kutuk, "assignDocument", "ayse.isik", **unit),
        "closeWithoutAnswer": mutate(
            kutuk, "closeWithoutAnswer", "ayse.isik", documentId=document, reason="Bilgi içindir; cevap gerekmez."
        ),
        "fileDocument": mutate(
            kutuk, "fileDocument", "huseyin.celik", documentId=document, fileCode="010", fileId="2026/1"
        ),
    }
    return refused, acts
