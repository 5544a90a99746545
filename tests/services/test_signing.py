"""Signing copies with the council's certificate, and saying who signed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.exporters.signing import MISSING
from app.services.signatures_apart import TOO_MUCH, Bounds, signatures_of
from app.services.signing import told
from tests.approved_files import approved_library, certificate

pytest.importorskip("pyhanko")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ENGROSS_PASSPHRASE", "a pass")
    return approved_library(tmp_path)


def sign(library: Path, by: Path, to: str = "signed.pdf", *more: str) -> tuple[int, Path]:
    file = library.with_name(to)
    return main(["export", f"{library}@V1", "--to", str(file), "--sign", str(by), *more]), file


def verdict(file: Path, library: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    capsys.readouterr()
    main(["verify", str(file), str(library), "--json", *more])
    return json.loads(capsys.readouterr().out)


class DescribeSigning:
    def it_says_who_signed_and_that_nobody_vouches_for_them(
        self, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        code, file = sign(library, certificate(tmp_path / "clerk.p12"))
        assert code == 0
        told = verdict(file, library, capsys)
        assert told["approved"] is True
        (found,) = told["signatures"]  # pyright: ignore[reportGeneralTypeIssues]
        assert (found["name"], found["holds"], found["trusted"]) == (
            "Town Clerk, Harbourne Council",
            True,
            False,
        )
        assert "the signature holds, but its issuer is not among those you trust" in found["message"]

    def it_takes_the_word_of_whom_the_reader_trusts(
        self, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        by = certificate(tmp_path / "clerk.p12")
        _, file = sign(library, by)
        (found,) = verdict(file, library, capsys, "--trust", str(by.with_suffix(".pem")))["signatures"]  # pyright: ignore
        assert (found["holds"], found["trusted"]) == (True, True)

    def it_refuses_to_take_the_word_of_no_certificate(
        self, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        _, file = sign(library, certificate(tmp_path / "clerk.p12"))
        (tmp_path / "a.pem").write_text("nothing of the kind")
        assert main(["verify", str(file), str(library), "--trust", str(tmp_path / "a.pem")]) == 0
        assert "“a.pem” is no certificate" in capsys.readouterr().err

    def it_adds_to_the_file_and_alters_none_of_it(self, library: Path, tmp_path: Path):
        _, file = sign(library, certificate(tmp_path / "clerk.p12"))
        assert file.read_bytes().startswith(library.with_name("copy.pdf").read_bytes())

    @pytest.mark.parametrize(
        "spoil",
        [lambda pdf: pdf + b"\n%%EOF\n", lambda pdf: pdf.replace(b"EngrossContent", b"EngrossContenT")],
    )
    def it_tells_of_a_change_after_signing(
        self, library: Path, tmp_path: Path, spoil, capsys: pytest.CaptureFixture[str]
    ):
        _, file = sign(library, certificate(tmp_path / "clerk.p12"))
        file.write_bytes(spoil(file.read_bytes()))
        (found,) = verdict(file, library, capsys)["signatures"]  # pyright: ignore[reportGeneralTypeIssues]
        assert found["holds"] is False
        assert "does not hold" in found["message"]

    def it_knows_an_unsigned_copy(self, library: Path, capsys: pytest.CaptureFixture[str]):
        assert verdict(library.with_name("copy.pdf"), library, capsys)["signatures"] == []


class DescribeWhatCannotSign:
    @pytest.mark.parametrize(
        ("begins", "ends", "key", "passphrase", "said"),
        [
            (-400, -30, True, "a pass", "expired on"),
            (30, 400, True, "a pass", "is not valid before"),
            (-1, 365, False, "a pass", "holds no private key"),
            (-1, 365, True, "another", "The passphrase does not open “c.p12”"),
        ],
    )
    def it_is_refused_in_a_sentence_and_nothing_is_written(
        self, library: Path, begins: int, ends: int, key: bool, passphrase: str, said: str,
        capsys: pytest.CaptureFixture[str],
    ):  # fmt: skip
        by = certificate(library.with_name("c.p12"), passphrase, begins=begins, ends=ends, key=key)
        before = sorted(library.parent.iterdir())
        capsys.readouterr()
        assert sign(library, by)[0] == 2
        error = capsys.readouterr().err
        assert said in error
        assert len(error.strip().splitlines()) == 1
        assert sorted(library.parent.iterdir()) == before

    @pytest.mark.parametrize(
        ("data", "said"), [(b"", "no PKCS#12"), (b"hello", "no PKCS#12"), (b"0\x82", "no PKCS#12")]
    )
    def it_refuses_what_is_no_certificate(
        self, library: Path, data: bytes, said: str, capsys: pytest.CaptureFixture[str]
    ):
        by = library.with_name("c.p12")
        by.write_bytes(data)
        assert sign(library, by)[0] == 2
        assert said in capsys.readouterr().err

    def it_refuses_other_files_than_pdf(self, library: Path, capsys: pytest.CaptureFixture[str]):
        code, file = sign(library, certificate(library.with_name("c.p12")), "signed.docx")
        assert (code, file.exists()) == (2, False)
        assert "Only PDF files are signed" in capsys.readouterr().err

    def it_leaves_the_file_that_stands_there(self, library: Path):
        file = library.with_name("copy.pdf")
        before = file.read_bytes()
        by = certificate(library.with_name("c.p12"), "another")
        assert sign(library, by, "copy.pdf")[0] == 2
        assert file.read_bytes() == before

    def it_says_what_is_missing_where_pyhanko_is(
        self, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        by = certificate(library.with_name("c.p12"))
        for name in [name for name in sys.modules if name.startswith("pyhanko.sign")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
        assert sign(library, by)[0] == 2
        assert MISSING in capsys.readouterr().err


class DescribeThePassphrase:
    def it_is_read_from_a_file(self, library: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("ENGROSS_PASSPHRASE")
        held = library.with_name("pass.txt")
        held.write_text("a pass\n")
        by = certificate(library.with_name("c.p12"))
        assert sign(library, by, "signed.pdf", "--passphrase-file", str(held))[0] == 0

    def it_is_asked_for_where_somebody_is_there(self, library: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("ENGROSS_PASSPHRASE")
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("getpass.getpass", lambda words: "a pass" if "c.p12" in words else "")
        assert sign(library, certificate(library.with_name("c.p12")))[0] == 0

    def it_is_wanted_where_nobody_is(
        self, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.delenv("ENGROSS_PASSPHRASE")
        monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
        assert sign(library, certificate(library.with_name("c.p12")))[0] == 2
        assert "set ENGROSS_PASSPHRASE" in capsys.readouterr().err


class DescribeReadingSignaturesApart:
    """pyHanko reads files from outside, so another process does it."""

    @pytest.fixture
    def signed(self, library: Path, tmp_path: Path) -> Path:
        return sign(library, certificate(tmp_path / "clerk.p12"))[1]

    @pytest.mark.parametrize(
        "bounds", [Bounds(seconds=0), Bounds(memory=1, for_byte=0)], ids=["time", "memory"]
    )
    def it_says_where_a_signature_asks_for_too_much(self, signed: Path, bounds: Bounds):
        if bounds.memory == 1 and os.name == "nt":
            pytest.skip("only POSIX systems bound a process's memory")
        (found,) = signatures_of(signed, (), bounds)
        assert (found.holds, found.fault) == (False, TOO_MUCH)
        assert told(found) == f"Signed by somebody, but the signature does not hold: {TOO_MUCH}."

    def it_imports_nothing_that_reads_them_here(self, signed: Path, library: Path):
        code = (
            "import sys; from app.cli import main; main(sys.argv[1:]);"
            "sys.exit(any(name.startswith('pyhanko.pdf_utils') for name in sys.modules))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "verify", str(signed), str(library)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert b"the signature holds" in done.stdout
