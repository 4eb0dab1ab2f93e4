"""The start script: installs once, leaves nothing half-made, and says what is missing (design §2)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from testkit.source_tree import ROOT


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, on an environment folder of the test."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "kutuk-stamp.json")
    return module


def make_environment(run: ModuleType) -> None:
    run.VENV.mkdir()


def wanted(run: ModuleType, lock: str) -> dict[str, str]:
    return {"lock": run.digest(run.LOCKS[lock]), "project": run.project_digest()}


def test_nothing_is_installed_when_the_stamp_fits(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    make_environment(run)
    run.write_stamp(wanted(run, "runtime"), dev=False)
    monkeypatch.setattr(run, "install", lambda _: pytest.fail("installed again"))
    run.set_up(dev=False)


def test_stamp_of_the_development_lock_satisfies_both(run: ModuleType) -> None:
    make_environment(run)
    run.write_stamp(wanted(run, "dev"), dev=True)
    assert run.is_satisfied(run.read_stamp(), wanted(run, "runtime"))
    assert run.is_satisfied(run.read_stamp(), wanted(run, "dev"))


def test_stamp_of_the_runtime_lock_does_not_satisfy_development(run: ModuleType) -> None:
    make_environment(run)
    run.write_stamp(wanted(run, "runtime"), dev=False)
    assert not run.is_satisfied(run.read_stamp(), wanted(run, "dev"))


def test_stamp_of_a_moved_folder_counts_as_none(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    make_environment(run)
    run.write_stamp(wanted(run, "runtime"), dev=False)
    monkeypatch.setattr(run, "ROOT", Path("/elsewhere"))
    assert run.read_stamp() == {}


def test_broken_stamp_counts_as_none(run: ModuleType) -> None:
    make_environment(run)
    run.STAMP.write_text("{")
    assert run.read_stamp() == {}


def test_failed_install_takes_its_own_environment_away(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "make_environment", lambda: make_environment(run))
    monkeypatch.setattr(run, "install", lambda _: False)
    with pytest.raises(run.Stop, match="could not be installed"):
        run.install_lock("runtime")
    assert not run.VENV.exists()


def test_interrupted_install_takes_its_own_environment_away(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "make_environment", lambda: make_environment(run))
    monkeypatch.setattr(run, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.install_lock("runtime")
    assert not run.VENV.exists()


def test_failed_upgrade_keeps_the_environment_without_its_stamp(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_environment(run)
    run.write_stamp(wanted(run, "runtime"), dev=False)
    monkeypatch.setattr(run, "is_usable_environment", lambda: True)
    monkeypatch.setattr(run, "install", lambda _: False)
    with pytest.raises(run.Stop):
        run.install_lock("dev")
    assert run.VENV.exists()
    assert run.read_stamp() == {}


def test_missing_venv_and_pip_name_the_package_to_install(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda _: None)
    monkeypatch.setattr(run, "has_module", lambda name: name == "venv")
    with pytest.raises(run.Stop, match="apt install python3-venv"):
        run.make_environment()


def test_missing_ensurepip_is_no_hindrance_where_pip_is(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def call(command: list[str]) -> bool:
        called.append(command)
        return True

    monkeypatch.setattr(run.shutil, "which", lambda _: None)
    monkeypatch.setattr(run, "has_module", lambda name: name != "ensurepip")
    monkeypatch.setattr(run, "call", call)
    run.make_environment()
    assert "--without-pip" in called[0]


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 15, 0)])
def test_other_python_versions_are_refused_in_both_languages(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", version)
    with pytest.raises(run.Stop) as refused:
        run.demand_python()
    assert "gerekiyor" in str(refused.value)
    assert "is needed" in str(refused.value)


def test_unknown_words_go_to_the_program(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda dev: None)
    monkeypatch.setattr(run, "become", became.append)
    run.main(["package", "show", "x.eyp"])
    assert became == [[run.tool("kutuk"), "package", "show", "x.eyp"]]


def test_no_words_start_the_demo(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda dev: None)
    monkeypatch.setattr(run, "become", became.append)
    run.main([])
    assert became == [[run.tool("kutuk"), "serve", "--demo"]]
