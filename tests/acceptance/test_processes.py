"""Processes as operators run them: split, doubled, killed, in the way of each other, on the wrong folder."""

import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from testkit.lived_ledger import days_ago, lived_ledger
from testkit.started import INSTITUTION, KUTUK, Installation, Kutuk, announced, eventually, free_port, running

DRAFT = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
  __typename ... on DocumentChanged { documentId position } } }"""


def ready(kutuk: Kutuk) -> dict[str, Any]:
    """What readiness says."""
    found: dict[str, Any] = httpx.get(f"{kutuk.address}/ready", timeout=30, trust_env=False).json()
    return found


def caught_up(kutuk: Kutuk) -> bool:
    """Whether every view stands at the head."""
    found = ready(kutuk)
    return bool(found["views"]) and all(view["position"] == found["head"] for view in found["views"].values())


def test_killed_server_starts_again_with_everything_it_had_answered(own_demo: Installation) -> None:
    given = {"requestKey": "once", "direction": "OUTGOING", "unit": "24301052", "subject": "Kesintiden önce"}
    with running(own_demo, "serve", "--demo") as (kutuk, process):
        drafted = kutuk.data_of(DRAFT, "mehmet.kaya", input=given)["draftDocument"]
        os.kill(process, signal.SIGKILL)
    with running(own_demo, "serve", "--demo") as (kutuk, _):
        assert eventually(lambda: caught_up(kutuk))
        query = "query ($id: UUID!) { document(id: $id) { subject } }"
        found = kutuk.data_of(query, "mehmet.kaya", id=drafted["documentId"])["document"]
        again = kutuk.data_of(DRAFT, "mehmet.kaya", input=given)["draftDocument"]

    assert found == {"subject": "Kesintiden önce"}
    assert again == drafted
    assert own_demo.run("rebuild", "--check").code == 0
    assert own_demo.run("verify").code == 0


def test_server_and_two_workers_on_one_folder_close_and_seal_once(tmp_path: Path, official_package: Path) -> None:
    with lived_ledger(tmp_path) as ledger:
        ledger.keep_days(days_ago(1))
        installation = ledger.installation
    workers_say = r"workers are running"
    with (
        running(installation, "api") as (kutuk, _),
        running(installation, "worker", ready=workers_say),
        running(installation, "worker", ready=workers_say),
    ):
        taken = installation.run("package", "import", "--json", str(official_package))
        done = eventually(lambda: topics(installation).count("day.sealed"))
        followed = eventually(lambda: caught_up(kutuk))
    found = topics(installation)

    assert taken.code == 0
    assert (done, followed) == (1, True)
    assert (found.count("day.closed"), found.count("day.sealed")) == (1, 1)
    assert installation.run("verify").code == 0


def topics(installation: Installation) -> list[str]:
    """Topics of all events so far."""
    return [line["topic"] for line in installation.run("events", "tail", "--jsonl").lines()]


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_server_asked_twice_to_stop_ends_in_order(
    own_demo: Installation, tmp_path: Path, asked: signal.Signals
) -> None:
    log = tmp_path / "serve.log"
    variables = {**own_demo.variables, "KUTUK_PORT": str(free_port())}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [str(KUTUK), "serve", "--demo"], env=variables, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        announced(process, r"http://[^/\s]+", log)
        process.send_signal(asked)
        process.send_signal(asked)
        code = process.wait(timeout=60)

    assert code == 0
    assert "Traceback" not in log.read_text()


def test_second_server_on_a_taken_port_is_refused_clearly(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = Installation(tmp_path / "data").run("serve", "--demo", KUTUK_PORT=port)

    assert refused.code == 2
    assert "KUTUK_PORT" in refused.err
    assert port in refused.err
    assert "Traceback" not in refused.err


def test_folder_of_another_institution_is_refused(own_demo: Installation) -> None:
    refused = own_demo.run("verify", KUTUK_INSTITUTION="82223362")
    served = own_demo.run("worker", KUTUK_INSTITUTION="82223362")

    assert served.code == 2
    assert INSTITUTION in served.err
    assert refused.code == 2
    assert "Traceback" not in refused.err + served.err


def test_unset_institution_is_refused_with_what_to_do(tmp_path: Path) -> None:
    refused = Installation(tmp_path / "data").run("worker")

    assert refused.code == 2
    assert "KUTUK_INSTITUTION" in refused.err


def test_health_and_readiness_answer_without_signing_in(demo: Kutuk) -> None:
    health = httpx.get(f"{demo.address}/health", trust_env=False)

    assert health.json() == {"status": "ok"}
    assert ready(demo)["status"] == "ready"
    assert "kutuk_ledger_position" in httpx.get(f"{demo.address}/metrics", trust_env=False).text
