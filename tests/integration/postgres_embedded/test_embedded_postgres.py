"""The embedded server against the real thing: started, attached to, killed, started again (design §2)."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from api.composition import EmbeddedPostgres, SetUpError
from api.composition.embedded_postgres_binaries import find_binaries

pytestmark = pytest.mark.postgres

FAST = {"fsync": "off", "shared_buffers": "16MB"}

UNPRIVILEGED = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

OWNER = """
import sys, time
from pathlib import Path
from api.composition import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), settings={"fsync": "off"})
server.start()
print("ready", flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "postgres"


@pytest.fixture
def owner(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that owns the server on the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def server_pid(folder: Path) -> int:
    return int((folder / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def ends_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def ask(dsn: str, statement: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(statement).fetchone()
        assert row is not None
        return row[0]


def test_server_keeps_data_over_a_restart(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    with psycopg.connect(server.start()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    assert ask(server.start(), "SELECT answer FROM kept") == 42
    server.stop()


def test_server_has_the_builtin_utf8_locale_and_no_network(folder: Path) -> None:
    with EmbeddedPostgres(folder, settings=FAST) as server:
        provider = "SELECT datlocprovider::text || ':' || datlocale FROM pg_database WHERE datname = 'postgres'"
        assert ask(server.dsn(), provider) == "b:C.UTF-8"
        assert ask(server.dsn(), "SHOW listen_addresses") == ""


def test_server_files_and_socket_are_closed_to_others(folder: Path) -> None:
    with EmbeddedPostgres(folder, settings=FAST) as server:
        socket_folder = Path(str(ask(server.dsn(), "SHOW unix_socket_directories")))
        modes = {private.stat().st_mode & 0o077 for private in (folder, socket_folder, folder / "cluster")}
    assert modes == {0}


def test_server_ends_when_its_process_is_killed(folder: Path, owner: "subprocess.Popen[str]") -> None:
    pid = server_pid(folder)
    owner.send_signal(signal.SIGKILL)
    assert ends_within(pid, 10)


def test_server_starts_again_after_its_process_was_killed(folder: Path, owner: "subprocess.Popen[str]") -> None:
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    with EmbeddedPostgres(folder) as server:
        assert ask(server.dsn(), "SELECT 1") == 1


def test_second_process_attaches_and_leaves_the_server_running(folder: Path, owner: "subprocess.Popen[str]") -> None:
    with EmbeddedPostgres(folder) as attached:
        assert not attached.owns_server
        assert ask(attached.dsn(), "SELECT 1") == 1
    assert is_alive(server_pid(folder))


def test_attached_process_takes_over_when_the_owner_ends(folder: Path, owner: "subprocess.Popen[str]") -> None:
    with EmbeddedPostgres(folder) as attached:
        owner.communicate("")
        until = time.monotonic() + 20
        while not attached.owns_server and time.monotonic() < until:
            time.sleep(0.05)
        attached_again = EmbeddedPostgres(folder)
        assert ask(attached_again.start(), "SELECT 1") == 1
        attached_again.stop()
        assert attached.owns_server


def test_stale_pid_file_with_the_number_of_a_stranger_is_cleared(folder: Path) -> None:
    with EmbeddedPostgres(folder, settings=FAST):
        stale = (folder / "cluster" / "postmaster.pid").read_text()
    lines = [str(os.getpid()), *stale.splitlines()[1:]]
    (folder / "cluster" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    with EmbeddedPostgres(folder, settings=FAST) as server:
        assert ask(server.dsn(), "SELECT 1") == 1


def test_half_made_cluster_of_an_interrupted_start_is_replaced(folder: Path) -> None:
    (folder / "cluster.new").mkdir(parents=True, mode=0o700)
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")
    folder.chmod(0o700)
    with EmbeddedPostgres(folder, settings=FAST) as server:
        assert ask(server.dsn(), "SELECT 1") == 1


def test_long_folder_gets_a_short_socket_path(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 90) / "postgres"
    with EmbeddedPostgres(folder, settings=FAST) as server:
        socket_folder = str(ask(server.dsn(), "SHOW unix_socket_directories"))
        assert len(socket_folder) < 100
        assert ask(server.dsn(), "SELECT 1") == 1
    assert not Path(socket_folder).exists()


def test_cluster_of_another_major_is_refused_in_both_languages(folder: Path) -> None:
    (folder / "cluster").mkdir(parents=True, mode=0o700)
    (folder / "cluster" / "PG_VERSION").write_text("9\n")
    (folder / "cluster.major").write_text("9\n")
    with pytest.raises(SetUpError) as refused:
        EmbeddedPostgres(folder).start()
    assert "PostgreSQL 9 ile kurulmuş" in refused.value.message_tr
    assert "made by PostgreSQL 9" in refused.value.message_en


def test_file_in_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_text("not a folder")
    with pytest.raises(SetUpError, match="KUTUK_DATA"):
        EmbeddedPostgres(folder).start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another account")
def test_folder_of_another_account_is_refused(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, 12345)
    with pytest.raises(SetUpError, match="12345"):
        EmbeddedPostgres(folder).start()


def test_broken_setting_is_refused_with_the_end_of_the_log(folder: Path) -> None:
    with pytest.raises(SetUpError, match="shared_buffers"):
        EmbeddedPostgres(folder, settings={"shared_buffers": "none"}).start()


def python_of_an_unprivileged_user() -> str | None:
    """An interpreter of our version outside root's home; in a root-only installation there may be none."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    probe = "import os, sys; sys.exit(not os.access(sys.executable, os.X_OK))"
    for python in (sys.executable, f"/usr/local/bin/{version}", f"/usr/bin/{version}"):
        command = [*UNPRIVILEGED, python, "-c", probe]
        if subprocess.run(command, capture_output=True, cwd="/").returncode == 0:
            return python
    return None


@pytest.fixture
def python() -> str:
    if os.geteuid() != 0:
        pytest.skip("the other tests already run as an unprivileged user")
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv (util-linux) is not installed")
    found = python_of_an_unprivileged_user()
    if found is None:
        pytest.skip("no Python of this version that an unprivileged user can read")
    return found


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder whose path every account may walk, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="kutuk-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def run_owner(home: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.defpath}
    return subprocess.run([*command, home / "pg"], input="", capture_output=True, text=True, cwd=home, env=environment)


def test_server_of_an_unprivileged_user_runs(python: str, home: Path) -> None:
    os.chown(home, 65534, 65534)
    done = run_owner(home, *UNPRIVILEGED, python, "-c", OWNER)
    assert done.stdout == "ready\n", done.stderr
    assert (home / "pg" / "cluster").stat().st_uid == 65534


def test_server_of_root_without_namespaces_runs_under_an_account_of_the_system(python: str, home: Path) -> None:
    forbidden = "from api.composition import embedded_postgres_account as a; a._namespace_works = lambda: False\n"
    done = run_owner(home, python, "-c", forbidden + OWNER)
    assert done.stdout == "ready\n", done.stderr
    assert (home / "pg" / "cluster").stat().st_uid != 0


def test_binaries_are_recent_enough_for_the_migrations() -> None:
    assert find_binaries().major >= 15
