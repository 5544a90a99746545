"""The project's own commands; needs nothing but Python 3.11 and imports only the standard library.

    python3 dev.py run [LIBRARY]     open the sample library, or LIBRARY, in the window
    python3 dev.py test [PYTEST ...] style, types, import boundaries and tests
    python3 dev.py lint              style, types and import boundaries only
    python3 dev.py bench [...]       measure speed and memory
    python3 dev.py docs [...]        draw the pictures of the guide anew
    python3 dev.py setup             check everything that the other commands need, and install what is missing
    python3 dev.py lock [--upgrade]  pin the dependencies named in pyproject.toml again

The first start makes .venv and installs the pinned packages of requirements/; a stamp in .venv lets later
starts pass in a moment. Modules that only a first start needs are imported where they are used.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

TYPE_CHECKING = False  # as in typing, whose import alone would take a fifth of a later start
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "engross-setup.txt"
OUT = ROOT / "out"
ON_WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if ON_WINDOWS else "python")

LOCKER = "uv==0.13.8"
LOCK_OPTIONS = (
    "pip compile --quiet --universal --generate-hashes --no-config --no-annotate --no-header "
    "--no-emit-index-url --no-emit-find-links --extra postgres --extra sign"
).split()

# Debian's and Ubuntu's names; where a release calls a package otherwise, either name will do.
WINDOW_LIBRARIES = (
    "libgl1 libegl1 libxkbcommon0 libglib2.0-0|libglib2.0-0t64 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libwayland-cursor0 libwayland-egl1 "
    "libcups2|libcups2t64 libgssapi-krb5-2 fonts-dejavu-core"
).split()
TEST_PROGRAMS = (
    "libreoffice-writer-nogui|libreoffice-writer pandoc poppler-utils qpdf xvfb xauth fonts-liberation"
).split()
SYSTEM_PACKAGES = {"run": WINDOW_LIBRARIES, "test": WINDOW_LIBRARIES + TEST_PROGRAMS}

LINTERS = {
    "ruff check": ["ruff", "check", "--output-format", "concise", "."],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "pyright": ["pyright"],
    "lint-imports": ["lint-imports", "--no-logo"],
}
# A test whose wait for the window ran out on a busy machine is run once more, and named in the summary. One that never
# ends is told with where it stands, for the others to go on.
PYTEST = (
    "pytest -n 2 --dist worksteal --reruns 1 --only-rerun TimeoutError -r fER "
    "-o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true"
).split()


class CannotGoOn(Exception):
    """Says in plain English what is missing and what to do."""


def say(message: str) -> None:
    print(message, flush=True)


def main(arguments: Sequence[str]) -> int:
    """The exit code of the command named first in `arguments`."""
    if not arguments or arguments[0] not in COMMANDS:
        say(__doc__ or "")
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    try:
        return COMMANDS[arguments[0]](list(arguments[1:]))
    except CannotGoOn as reason:
        say(f"\n{reason}")
        return 2
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    set_up("run")
    reason = why_no_window(sys.platform, os.environ)
    if reason is None:
        return call([str(PYTHON), "-m", "app", *(arguments or open_samples())])
    say(f"{reason} The main job is done without it: a strategy is read, versioned and exported.\n")
    if not (ROOT / "app" / "demo.py").exists():
        raise CannotGoOn("This part is not there either: app/demo.py is missing.")
    return call([str(PYTHON), "-m", "app.demo", str(OUT)])


def why_no_window(platform: str, environment: Mapping[str, str]) -> str | None:
    """A sentence that says why the window cannot open, or None when it can."""
    if not (ROOT / "app" / "__main__.py").exists():
        return "The window has not been built yet."
    needs_display = platform not in ("win32", "darwin") and not environment.get("QT_QPA_PLATFORM")
    if needs_display and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return "There is no screen here to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set)."
    return None


def open_samples() -> list[str]:
    """The sample library as the window's arguments; built first if it is not there. Empty without samples."""
    library = OUT / "samples.engross"
    if not library.exists() and (ROOT / "app" / "services" / "samples.py").exists():
        OUT.mkdir(exist_ok=True)
        say("Building the sample library ...")
        if call([str(PYTHON), "-m", "app.services.samples", str(library)]) != 0:
            raise CannotGoOn("The sample library could not be built.")
    return [str(library)] if library.exists() else []


def test(arguments: list[str]) -> int:
    set_up("test")
    return run_all({**LINTERS, "pytest": [*PYTEST, *arguments]})


def lint(arguments: list[str]) -> int:
    set_up("test")
    return run_all(LINTERS)


def bench(arguments: list[str]) -> int:
    set_up("test")
    compile_program()
    return call([str(PYTHON), "-m", "benchmarks", *arguments])


def docs(arguments: list[str]) -> int:
    set_up("test")
    pages = call([str(PYTHON), str(ROOT / "docs" / "make_pictures.py"), *arguments])
    return call([str(PYTHON), str(ROOT / "docs" / "make_window_pictures.py")]) or pages


def setup(arguments: list[str]) -> int:
    if STAMP.exists():
        write_stamp(set())
    set_up("test")
    say("Everything is in place.")
    return 0


def lock(arguments: list[str]) -> int:
    """Writes requirements/*.txt from pyproject.toml; keeps versions that still fit unless --upgrade is given."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder))
        scripts = Path(folder) / BIN.name
        if call([str(scripts / PYTHON.name), "-m", "pip", "install", "--quiet", LOCKER]) != 0:
            raise CannotGoOn(f"The program that pins the dependencies, {LOCKER}, could not be installed.")
        pin = [str(scripts / "uv"), *LOCK_OPTIONS, *arguments, "pyproject.toml", "--output-file"]
        failed = call([*pin, "requirements/run.txt"]) or call(
            [*pin, "requirements/test.txt", "--group", "test", "--constraint", "requirements/run.txt"]
        )
    if failed:
        raise CannotGoOn("The dependencies could not be pinned.")
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "docs": docs,
    "setup": setup,
    "lock": lock,
}


def call(command: Sequence[str]) -> int:
    """The exit code of a command that is run in the project's folder and environment."""
    return subprocess.run(command, cwd=ROOT, env=environment(os.environ)).returncode


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """The variables for programs of .venv: their folder comes first on the path."""
    return {
        **base,
        "PATH": os.pathsep.join([str(BIN), base.get("PATH", os.defpath)]),
        "VIRTUAL_ENV": str(VENV),
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
    }


def run_all(steps: dict[str, list[str]]) -> int:
    """Runs every step, whatever the others say, and sums up; 1 if any failed."""
    results: list[tuple[str, int, float]] = []
    for name, (program, *options) in steps.items():
        say(f"\n== {name}")
        start = monotonic()
        code = call([str(BIN / program), *options])
        results.append((name, code, monotonic() - start))
    say("\n" + summary(results))
    return int(any(code for _, code, _ in results))


def summary(results: Iterable[tuple[str, int, float]]) -> str:
    """One line for each step: its name, whether it passed, and the seconds it took."""
    return "\n".join(
        f"{name:14}{'FAILED' if code else 'passed'}{seconds:8.1f} s" for name, code, seconds in results
    )


def set_up(purpose: str) -> None:
    """Brings .venv and the system's packages to what `purpose` ("run" or "test") needs; a moment if they are."""
    pins, system = pins_line(purpose), system_line(purpose)
    if {pins, system} <= read_stamp():
        return
    with only_one_at_a_time():
        done = read_stamp()
        if {pins, system} <= done:
            return
        now = {pins, system} if install_system_packages(SYSTEM_PACKAGES[purpose]) else {pins}
        if pins not in done:
            install_python_packages(purpose)
            write_launcher()
            compile_program()
        if purpose == "test":  # whoever can test can run
            now |= {pins_line("run"), system_line("run")} if system in now else {pins_line("run")}
        changed = {line.split()[0] for line in now}
        write_stamp(now | {line for line in read_stamp() if line.split()[0] not in changed})


def system_line(purpose: str) -> str:
    """The stamp's line that says that the system has the packages that `purpose` needs now."""
    return f"{purpose} system {hashlib.sha256(' '.join(SYSTEM_PACKAGES[purpose]).encode()).hexdigest()}"


def pins_line(purpose: str) -> str:
    """The stamp's line that says that the packages for `purpose` are installed as they are pinned now."""
    return f"{purpose} {digest([ROOT / 'requirements' / f'{purpose}.txt'])}"


def digest(files: Iterable[Path]) -> str:
    """A fingerprint of what the set-up depends on: the pins, this folder's place and the way it is made."""
    found = hashlib.sha256(f"1 {ROOT}".encode())
    for file in files:
        try:
            found.update(file.read_bytes())
        except OSError as error:
            raise CannotGoOn(f"The list of pinned packages cannot be read: {file}.") from error
    return found.hexdigest()


def read_stamp() -> set[str]:
    """What the last set-ups achieved, as lines; empty if .venv is not there or its record cannot be read."""
    try:
        return set(STAMP.read_text(encoding="utf-8").splitlines()) if PYTHON.exists() else set()
    except (OSError, ValueError):
        return set()


def write_stamp(lines: set[str]) -> None:
    fresh = STAMP.with_suffix(".new")
    fresh.write_text("\n".join(sorted(lines)), encoding="utf-8")
    fresh.replace(STAMP)


@contextlib.contextmanager
def only_one_at_a_time() -> Generator[None]:
    """Waits until no other start of this program sets up the same folder."""
    with (ROOT / ".dev.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            while True:  # LK_LOCK gives up after ten seconds
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install_python_packages(purpose: str) -> None:
    """Makes .venv if there is none that works, and installs exactly the pinned files into it."""
    if not (PYTHON.exists() and STAMP.exists()):  # without a stamp, making it was broken off
        say("Making the Python environment in .venv ...")
        make_venv(VENV)
        write_stamp(set())
    pins = ROOT / "requirements" / f"{purpose}.txt"
    say(f"Installing what requirements/{pins.name} pins (several hundred megabytes at first) ...")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if call([*command, "--no-deps", "--require-hashes", "-r", str(pins)]) != 0:
        raise CannotGoOn(
            "The pinned packages could not be installed: see pip's message above. If it speaks of a connection, "
            "check the network and start again; what was fetched so far is kept."
        )


def make_venv(folder: Path) -> None:
    import importlib.util

    if importlib.util.find_spec("ensurepip") is None:
        name = "python{}.{}-venv".format(*sys.version_info)
        if not install_system_packages([name]):
            raise CannotGoOn(f"Python cannot make environments here: install {name} and start again.")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)]).returncode != 0:
        raise CannotGoOn(f"The Python environment could not be made in {folder}: see the message above.")


def write_launcher() -> None:
    """Puts the `engross` command and this folder's modules into .venv, without building a package."""
    library = VENV / "Lib" if ON_WINDOWS else next((VENV / "lib").glob("python3*"))
    (library / "site-packages" / "engross.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    start = "from app.cli import run; run()"
    if ON_WINDOWS:
        (BIN / "engross.cmd").write_text(f'@"%~dp0python.exe" -P -c "{start}" %*\r\n', encoding="utf-8")
        return
    import shlex

    launcher = BIN / "engross"
    python = shlex.quote(str(PYTHON))
    launcher.write_text(f"#!/bin/sh\nexec {python} -P -c '{start}' \"$@\"\n", encoding="utf-8")
    launcher.chmod(0o755)


def compile_program() -> None:
    """Compiles the program's modules as pip compiles a package's; some environments forbid Python to do so by itself,
    and then every command would compile them anew."""
    call([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "app")])


def install_system_packages(names: Sequence[str]) -> bool:
    """Whether all are installed in the end; without the right to install, says which one command does it."""
    import shutil

    if not shutil.which("dpkg-query"):
        return True
    wanted = missing(names, installed_packages(names))
    if not wanted:
        return True
    by_hand = f"    sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(wanted)}\n"
    prefix = administrator_prefix()
    if prefix is None:
        say(f"Some system packages are missing. Please install them, then start again:\n\n{by_hand}")
        return False
    say(f"Installing the system packages {', '.join(wanted)} ...")
    trouble = install_with_apt(wanted, prefix)
    if trouble:
        say(f"{trouble}\n\nThe system packages could not be installed. Please try it by hand:\n\n{by_hand}")
    return not trouble


def install_with_apt(names: Sequence[str], prefix: Sequence[str]) -> str:
    """What apt-get said if it could not install the packages; empty if it could."""
    apt = [
        *prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]
    install = [*apt, "install", "--yes", "--no-install-recommends", *names]
    said = ""
    for command in ([*apt, "update"], install):  # old package lists may serve where an update fails
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        said += done.stderr
    return said.strip() or "apt-get gave no reason." if done.returncode else ""


def installed_packages(names: Iterable[str]) -> set[str]:
    """Which of the packages dpkg counts as installed."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"]
    alternatives = [name for choice in names for name in choice.split("|")]
    answer = subprocess.run([*query, *alternatives], capture_output=True, text=True).stdout
    return {line.split()[1] for line in answer.splitlines() if line.startswith("installed ")}


def missing(names: Iterable[str], installed: set[str]) -> list[str]:
    """The first name of every choice ("a|b") of which nothing is installed."""
    return [name.split("|")[0] for name in names if installed.isdisjoint(name.split("|"))]


def administrator_prefix() -> list[str] | None:
    """What to put before a command that installs packages, or None if this user may not."""
    import shutil

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence instead of a traceback
        sys.exit("Engross needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    sys.exit(main(sys.argv[1:]))
