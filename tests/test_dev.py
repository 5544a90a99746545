"""dev.py decides rightly what is missing, what is done, and where the window can open."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A copy of dev.py's module whose .venv and stamp lie in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("dev_under_test", CHECKOUT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "app").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("one==1\n")
    (tmp_path / "requirements" / "test.txt").write_text("one==1\ntwo==2\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.txt")
    monkeypatch.setattr(module, "PYTHON", tmp_path / "bin" / "python")
    return module


class DescribeSystemPackages:
    def it_asks_for_the_first_name_of_a_choice_of_which_nothing_is_installed(self, dev: ModuleType):
        assert dev.missing(["a", "b|c", "d|e"], {"a", "e"}) == ["b"]

    def it_counts_only_what_dpkg_calls_installed(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
        asked: list[list[str]] = []

        def dpkg(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            asked.append(command)
            return subprocess.CompletedProcess(
                command, 1, "installed a\nconfig-files b\nnot-installed c\n", ""
            )

        monkeypatch.setattr(dev.subprocess, "run", dpkg)

        assert dev.installed_packages(["a", "b|c"]) == {"a"}
        assert asked[0][-3:] == ["a", "b", "c"]

    def it_says_the_one_command_where_it_may_not_install(
        self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(dev, "installed_packages", lambda names: {"a"})
        monkeypatch.setattr(dev, "administrator_prefix", lambda: None)

        assert not dev.install_system_packages(["a", "b|c"])
        assert (
            "sudo apt-get update && sudo apt-get install --no-install-recommends b\n"
            in capsys.readouterr().out
        )

    def it_leaves_systems_without_dpkg_alone(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("shutil.which", lambda name: None)
        assert dev.install_system_packages(["a"])


class DescribeTheStamp:
    @pytest.fixture
    def done(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What set_up does, instead of doing it."""
        steps: list[str] = []
        monkeypatch.setattr(dev, "install_system_packages", lambda names: steps.append("system") or True)
        monkeypatch.setattr(dev, "install_python_packages", lambda purpose: steps.append(f"pip {purpose}"))
        monkeypatch.setattr(dev, "write_launcher", lambda: None)
        monkeypatch.setattr(dev, "compile_program", lambda: None)
        return steps

    def it_makes_a_second_start_do_nothing(self, dev: ModuleType, done: list[str]):
        dev.set_up("run")
        dev.set_up("run")
        assert done == ["system", "pip run"]

    def it_is_void_when_a_pin_changes(self, dev: ModuleType, done: list[str], tmp_path: Path):
        dev.set_up("run")
        (tmp_path / "requirements" / "run.txt").write_text("one==2\n")
        dev.set_up("run")
        assert done == ["system", "pip run"] * 2

    def it_is_void_when_the_environment_no_longer_has_a_python(
        self, dev: ModuleType, done: list[str], tmp_path: Path
    ):
        dev.set_up("run")
        (tmp_path / "bin" / "python").unlink()
        dev.set_up("run")
        assert done == ["system", "pip run"] * 2

    def it_asks_for_the_system_packages_again_until_they_are_there(
        self, dev: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(dev, "install_system_packages", lambda names: done.append("asked") or False)
        dev.set_up("run")
        dev.set_up("run")
        assert done == ["asked", "pip run", "asked"]

    def it_brings_a_system_package_that_is_needed_since_the_last_time(
        self, dev: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        dev.set_up("run")
        monkeypatch.setitem(dev.SYSTEM_PACKAGES, "run", [*dev.SYSTEM_PACKAGES["run"], "another"])
        dev.set_up("run")
        dev.set_up("run")
        assert done == ["system", "pip run", "system"]

    @pytest.mark.parametrize("content", [b"", b"run", b"run system", b"\xff\x00"])
    def it_is_void_when_it_cannot_be_read(self, dev: ModuleType, done: list[str], content: bytes):
        dev.STAMP.write_bytes(content)
        dev.set_up("run")
        dev.set_up("run")
        assert done == ["system", "pip run"]

    def it_keeps_what_was_done_for_another_purpose(self, dev: ModuleType, done: list[str]):
        for purpose in ("run", "test", "run", "test"):
            dev.set_up(purpose)
        assert done == ["system", "pip run", "system", "pip test"]

    def it_counts_an_environment_for_testing_as_one_for_running(self, dev: ModuleType, done: list[str]):
        dev.set_up("test")
        dev.set_up("run")
        assert done == ["system", "pip test"]

    def it_says_which_list_of_pins_is_missing(
        self, dev: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        (tmp_path / "requirements" / "run.txt").unlink()
        assert dev.main(["run"]) == 2
        assert str(tmp_path / "requirements" / "run.txt") in capsys.readouterr().out


class DescribeRun:
    def it_says_that_there_is_no_window_yet(self, dev: ModuleType):
        assert dev.why_no_window("linux", {"DISPLAY": ":0"}) == "The window has not been built yet."

    @pytest.mark.parametrize(
        ("platform", "variables", "opens"),
        [
            ("linux", {}, False),
            ("linux", {"DISPLAY": ""}, False),
            ("linux", {"DISPLAY": ":0"}, True),
            ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
            ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
            ("win32", {}, True),
            ("darwin", {}, True),
        ],
    )
    def it_opens_the_window_where_there_is_a_screen(
        self, dev: ModuleType, tmp_path: Path, platform: str, variables: dict[str, str], opens: bool
    ):
        (tmp_path / "app" / "__main__.py").touch()
        assert (dev.why_no_window(platform, variables) is None) == opens

    def it_does_the_main_job_without_a_window_and_never_writes_over_the_library_it_was_given(
        self, dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        called: list[list[str]] = []
        (tmp_path / "app" / "demo.py").touch()
        monkeypatch.setattr(dev, "set_up", lambda purpose: None)
        monkeypatch.setattr(dev, "call", lambda command: called.append(command) or 0)

        assert dev.main(["run", "ours.engross"]) == 0
        assert called[0][1:] == ["-m", "app.demo", str(dev.OUT)]


class DescribeTest:
    def it_runs_every_step_and_fails_if_one_does(
        self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.setattr(dev, "call", lambda command: int(command[0].endswith("bad")))

        assert dev.run_all({"one": ["bad"], "two": ["good", "--option"]}) == 1

        closing = capsys.readouterr().out.splitlines()[-2:]
        assert [line.split()[:2] for line in closing] == [["one", "FAILED"], ["two", "passed"]]

    def it_passes_when_every_step_does(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(dev, "call", lambda command: 0)
        assert dev.run_all({"one": ["good"]}) == 0


class DescribeThePins:
    @pytest.mark.parametrize("name", ["run.txt", "test.txt"])
    def they_hold_names_versions_and_hashes_only(self, name: str):
        package = re.compile(r"[a-z0-9.-]+==[0-9a-z.]+( ; [^;:/]+)?")
        text = (CHECKOUT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", "")
        assert text
        for line in text.splitlines():
            pin, *hashes = re.split(r"\s+--hash=", line.strip())
            assert package.fullmatch(pin), pin
            assert hashes, pin
            assert all(re.fullmatch("sha256:[0-9a-f]{64}", found) for found in hashes), pin

    def they_are_the_same_for_running_and_testing(self):
        run, test = (
            (CHECKOUT / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "test.txt")
        )
        assert set(run.splitlines()) <= set(test.splitlines())


class DescribeTheCommand:
    def it_explains_itself_without_setting_anything_up(self, tmp_path: Path):
        script = tmp_path / "dev.py"
        script.write_bytes((CHECKOUT / "dev.py").read_bytes())
        said = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True)
        assert said.returncode == 0
        assert "dev.py run" in said.stdout
        assert [path.name for path in tmp_path.iterdir()] == ["dev.py"]

    def it_refuses_an_unknown_word(self, dev: ModuleType, capsys: pytest.CaptureFixture[str]):
        assert dev.main(["dance"]) == 2
        assert "dev.py run" in capsys.readouterr().out
