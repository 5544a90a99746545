import json

from app.cli import main
from tests.pack_files import write_pack


class DescribePackCommand:
    def it_writes_both_editions_and_says_so(self, tmp_path, capsys):
        agenda = write_pack(tmp_path, exempt=True)
        assert main(["pack", str(agenda), "--to", str(tmp_path / "pack.pdf")]) == 0
        said = capsys.readouterr().out
        assert "pack.pdf: the public edition, 8 pages." in said
        assert "pack (exempt).pdf: the exempt edition, 4 pages." in said
        assert (tmp_path / "pack (exempt).pdf").exists()

    def it_prints_json(self, tmp_path, capsys):
        agenda = write_pack(tmp_path)
        assert main(["pack", str(agenda), "--to", str(tmp_path / "pack.pdf"), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["files"] == [
            {
                "file": str(tmp_path / "pack.pdf"),
                "edition": "public",
                "pages": 8,
                "pdf_ua": True,
                "pdf_a": "A",
            }
        ]
        assert [(each["item"], each["letter"], each["first"]) for each in said["papers"]] == [
            (2, "", 1),
            (2, "a", 5),
        ]

    def it_refuses_in_one_line_with_two(self, tmp_path, capsys):
        assert main(["pack", str(tmp_path / "none.toml"), "--to", str(tmp_path / "pack.pdf")]) == 2
        agenda = write_pack(tmp_path)
        assert main(["pack", str(agenda), "--to", str(tmp_path / "pack.docx")]) == 2
        assert main(["pack", str(agenda), "--to", str(tmp_path / "no" / "pack.pdf")]) == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 3
        assert "give “pack.pdf”" in lines[1]
