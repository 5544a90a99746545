"""Files are whole or not there, whatever happens, and every refusal says what to do."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from app.document.nodes import Document, Paragraph, Properties, Span
from app.document.strategy import build_strategy
from app.exporters import writing
from app.exporters.writing import replace_file, write
from app.models.content import Content, content_from_json
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.services.houses import house


def document() -> Document:
    return build_strategy(Content(Strategy(id="root", title="Strategy")), house("plain"))


def refused(path: Path, data: bytes = b"new") -> str:
    with pytest.raises(Refused) as caught:
        replace_file(path, data)
    return str(caught.value)


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


class DescribeWriting:
    @pytest.mark.parametrize("suffix", [".html", ".md", ".json", ".HTML"])
    def it_takes_the_format_from_the_suffix(self, tmp_path: Path, suffix: str):
        write(document(), tmp_path / f"a{suffix}")
        assert (tmp_path / f"a{suffix}").stat().st_size > 100
        assert len(list(tmp_path.iterdir())) == 1

    def it_writes_the_canonical_content(self, tmp_path: Path):
        write(document(), tmp_path / "a.json")
        data = (tmp_path / "a.json").read_bytes()
        assert json.loads(data)["format"] == "engross-strategy"
        assert content_from_json(data).root.title == "Strategy"

    @pytest.mark.parametrize("name", ["a.odt", "a"])
    def it_names_the_formats_there_are(self, tmp_path: Path, name: str):
        with pytest.raises(Refused, match=r"\.docx, \.pdf, \.html, \.md, \.json"):
            write(document(), tmp_path / name)
        assert list(tmp_path.iterdir()) == []

    def it_writes_no_content_of_a_document_that_has_none(self, tmp_path: Path):
        redline = Document(properties=Properties("Redline"), parts=(Paragraph((Span("x"),)),))
        with pytest.raises(Refused, match="holds no strategy"):
            write(redline, tmp_path / "a.json")


class DescribeReplacingAFile:
    def it_replaces_the_whole_file_and_leaves_no_litter(self, tmp_path: Path):
        path = tmp_path / "a.html"
        replace_file(path, b"one, and a long one")
        replace_file(path, b"two")
        assert path.read_bytes() == b"two"
        assert left(tmp_path) == ["a.html"]

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def it_keeps_the_permissions_of_the_file_and_the_link_to_it(self, tmp_path: Path):
        path, link = tmp_path / "a.html", tmp_path / "link.html"
        path.write_bytes(b"old")
        path.chmod(0o640)
        link.symlink_to(path)
        replace_file(link, b"new")
        assert link.is_symlink()
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)

    @pytest.mark.skipif(sys.platform != "linux", reason="only there are files without a name")
    def it_shows_nothing_before_the_file_is_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        seen: list[list[str]] = []
        monkeypatch.setattr(os, "fsync", lambda _: seen.append(left(tmp_path)))
        replace_file(tmp_path / "a.html", b"new")
        assert seen == [[], ["a.html"]]

    def it_does_without_nameless_files_where_they_can_be_given_no_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def no_link(*_: object, **__: object) -> None:
            raise OSError(errno.EXDEV, "Invalid cross-device link")

        monkeypatch.setattr(os, "link", no_link)
        replace_file(tmp_path / "a.html", b"new")
        assert (tmp_path / "a.html").read_bytes() == b"new"
        assert left(tmp_path) == ["a.html"]

    def it_refuses_a_folder_and_a_place_that_is_not_there(self, tmp_path: Path):
        assert "is a folder" in refused(tmp_path)
        assert "does not exist" in refused(tmp_path / "gone" / "a.html")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def it_leaves_what_is_no_file_where_it_is(self, tmp_path: Path):
        pipe = tmp_path / "pipe.pdf"
        os.mkfifo(pipe)
        with pytest.raises(Refused, match="a device or a pipe"):
            replace_file(pipe, b"new")
        assert pipe.is_fifo()

    @pytest.mark.parametrize("name", ["n" * 252 + ".md", "語" * 84 + ".md"])
    def it_takes_as_long_a_name_as_the_disk_does(self, tmp_path: Path, name: str):
        replace_file(tmp_path / name, b"whole")
        assert (tmp_path / name).read_bytes() == b"whole"

    def it_refuses_a_name_too_long(self, tmp_path: Path):
        assert "too long" in refused(tmp_path / ("n" * 300 + ".md"))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            (OSError(errno.ENOSPC, "No space"), "The disk is full"),
            (PermissionError(errno.EACCES, "denied"), "close it in Word"),
            (OSError(errno.EROFS, "read-only"), "may not be written here"),
            (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        ],
    )
    @pytest.mark.parametrize("at", ["fsync", "replace"])
    def it_leaves_the_old_file_when_writing_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, said: str, at: str
    ):
        path = tmp_path / "a.docx"
        path.write_bytes(b"old")

        def fail(*_: object) -> None:
            raise fault

        monkeypatch.setattr(*((os, "fsync") if at == "fsync" else (Path, "replace")), fail)
        assert said in refused(path)
        assert path.read_bytes() == b"old"
        assert left(tmp_path) == ["a.docx"]

    def it_leaves_the_old_file_when_the_format_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        path = tmp_path / "a.html"
        path.write_bytes(b"old")

        def failing(suffix: str, progress: object):
            def fail(document: Document) -> bytes:
                raise Refused("A picture is damaged; replace it.")

            return fail

        monkeypatch.setattr(writing, "_bytes", failing)
        with pytest.raises(Refused, match="picture"):
            write(document(), path)
        assert path.read_bytes() == b"old"
        assert left(tmp_path) == ["a.html"]
