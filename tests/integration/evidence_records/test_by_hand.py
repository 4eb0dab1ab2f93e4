"""The page on evidence records says how to check one with openssl alone; here its commands are run as they stand."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from testkit.source_tree import ROOT
from testkit.stampers import stamper
from timestamping.evidence_records import build_records, renew_hash_trees, renew_time_stamps
from timestamping.tsa.authority import TestPki
from timestamping.tsa.authority.pki import pem

PAGE = ROOT / "docs" / "operating" / "evidence-records.md"
DATA = b"kutuk/24301050\n4\nIC/Nf48SeNkT0xmz8OeAgKuXNuKG5OIHLi2RJvyqHNE=\n"
VERIFICATIONS = 4
TOOLS = [tool for tool in ("openssl", "xxd", "bash") if shutil.which(tool) is None]

pytestmark = pytest.mark.skipif(bool(TOOLS), reason=f"the page's commands need {', '.join(TOOLS)}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    now = datetime.now(UTC)
    pki = TestPki.make(now - timedelta(days=2))
    hours = [stamper(pki, now - timedelta(hours=9 - hour)) for hour in range(4)]
    (record,) = renew_time_stamps(build_records([[DATA]], hours[0]), hours[1])
    (renewed,) = renew_hash_trees([(record, [DATA])], hours[2], "sha384")
    (tmp_path / "record.ers").write_bytes(renewed)
    (tmp_path / "one-of-many.ers").write_bytes(build_records([[DATA], [b"another"]], hours[3])[0])
    (tmp_path / "data.txt").write_bytes(DATA)
    (tmp_path / "root.pem").write_bytes(pem(pki.root.certificate))
    return tmp_path


def script() -> str:
    page = PAGE.read_text("utf-8")
    return "set -e\n" + "\n".join(re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL))


def ran(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", script()], cwd=folder, capture_output=True, text=True, timeout=60)


def test_commands_of_the_page_find_the_record_good(folder: Path) -> None:
    done = ran(folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Verification: OK") == VERIFICATIONS


def test_commands_of_the_page_find_changed_data(folder: Path) -> None:
    (folder / "data.txt").write_bytes(DATA + b"\n")
    assert ran(folder).returncode != 0
