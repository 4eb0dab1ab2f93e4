"""A new user on a fresh machine: a clone, an empty home, one command, and a working ledger at the printed address."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from testkit.started import ROOT, Installation, Kutuk, announced, free_port, stop

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed project and nothing else."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the project is no git clone here, so none can be made of it")
    folder = tmp_path_factory.mktemp("fresh") / "kutuk"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True, capture_output=True)
    return folder


def environment(clone: Path) -> dict[str, str]:
    """What a new user's shell has; the package settings of the machine are the machine's own."""
    home = clone.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_", "REQUESTS_"))}
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "KUTUK_PORT": str(free_port()), **kept}


def test_one_command_sets_up_and_starts_a_working_ledger(clone: Path) -> None:
    variables = environment(clone)
    script = [sys.executable, "run.py"]
    set_up = subprocess.run([*script, "setup"], cwd=clone, env=variables, capture_output=True, text=True, check=False)
    if set_up.returncode != 0 and "Connection" in set_up.stderr:
        pytest.skip("no package index is reachable from this machine")
    assert set_up.returncode == 0, set_up.stdout[-2000:] + set_up.stderr[-2000:]
    log = clone.parent / "run.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            script, cwd=clone, env=variables, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
    try:
        address = announced(process, r"http://[^/\s]+", log)
        ledger = Kutuk(clone / "kutuk-data", {}, address)
        documents = ledger.data_of("{ documents(first: 10) { edges { node { state } } } }", "huseyin.celik")
        days = ledger.data_of("{ days { state } }", "zeynep.sahin")["days"]
        status = httpx.get(f"{address}/giris", trust_env=False).status_code
    finally:
        process.send_signal(signal.SIGINT)
        stop(process)

    assert len(documents["documents"]["edges"]) > 5
    assert [day["state"] for day in days].count("SEALED") == 3
    assert status == 200
    assert "Traceback" not in log.read_text()


def test_second_start_keeps_the_data(clone: Path) -> None:
    kutuk = clone / ".venv" / "bin" / "kutuk"
    if not kutuk.exists() or not (clone / "kutuk-data").exists():
        pytest.skip("the first start did not get this far")
    variables = {**environment(clone), **Installation(clone / "kutuk-data").environment}
    done = subprocess.run([str(kutuk), "verify"], cwd=clone, env=variables, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
