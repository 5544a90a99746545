"""House styles: the program's own are sound, a council's own are found, and every fault in one is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.content import Content
from app.models.errors import Refused
from app.models.house import House, house_faults, outlined
from app.models.look import Look, contrast, look_faults
from app.models.tree import problems
from app.resources import resource_root
from app.services.houses import UsableHouses, house, load_houses, read_house

WREXHAM = (resource_root() / "houses" / "wrexham.toml").read_text(encoding="utf-8")
OURS = {"wrexham", "blackpool", "blackburn", "thurrock", "plain"}
Altered = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def _no_folders_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.delenv("ENGROSS_HOUSES", raising=False)


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """Writes Wrexham's style with one passage replaced."""

    def write(old: str, new: str) -> Path:
        assert old in WREXHAM
        path = tmp_path / "wrexham.toml"
        path.write_text(WREXHAM.replace(old, new, 1), encoding="utf-8")
        return path

    return write


class DescribeTheHousesThatCanBeUsed:
    def they_go_on_without_those_that_are_faulty(self, tmp_path: Path):
        (tmp_path / "ours.toml").write_text("name = ")
        (tmp_path / "blackpool.toml").write_text("[broken")
        (tmp_path / "good.toml").write_text(WREXHAM, encoding="utf-8")
        found = UsableHouses(tmp_path)
        assert set(found) == {*OURS, "good"}
        assert found["blackpool"] == house("blackpool")
        assert [fault.partition(":")[0] for fault in found.faults] == ["blackpool.toml", "ours.toml"]
        assert UsableHouses().faults == ()


class DescribeTheProgramsOwnHouses:
    def they_are_all_there_and_sound(self):
        houses = load_houses()
        assert set(houses) == OURS
        for key, each in houses.items():
            assert each.key == key
            assert list(house_faults(each)) == []

    @pytest.mark.parametrize("key", sorted(OURS))
    def they_start_a_strategy_that_stands(self, key: str):
        root = outlined(house(key), "Digital Strategy", organisation="Harbourne")
        assert list(problems(root)) == []
        assert (root.title, root.house, root.organisation) == ("Digital Strategy", key, "Harbourne")
        assert Content(root).fingerprint
        assert root.children

    def they_keep_each_nations_calendar(self):
        wales, england = house("wrexham").calendar, house("blackpool").calendar
        assert (wales.agenda.days, england.agenda.days) == (3, 5)
        assert england.agenda.counted == "clear working days"
        assert wales.decision_note is not None
        assert wales.decision_note.days == 7
        assert england.key_decision_notice is not None
        assert england.key_decision_notice.days == 28
        assert wales.key_decision_notice is None

    def they_never_let_an_approval_be_typed(self):
        for each in load_houses().values():
            derived = {line.field for line in each.sheet if line.derived}
            assert {"approved_by", "approved_date"} <= derived


class DescribeFindingHouses:
    def it_names_the_houses_there_are(self):
        with pytest.raises(Refused, match="blackburn, blackpool, plain, thurrock, wrexham"):
            house("camelot")

    def it_reads_a_councils_own_folders_which_win(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        own = tmp_path / "config" / "engross" / "houses"
        own.mkdir(parents=True)
        (own / "harbourne.toml").write_text(WREXHAM.replace('"Wrexham"', '"Harbourne"'), encoding="utf-8")
        named = tmp_path / "named"
        named.mkdir()
        (named / "plain.toml").write_text(WREXHAM.replace('"Wrexham"', '"Our plain one"'), encoding="utf-8")
        monkeypatch.setenv("ENGROSS_HOUSES", str(named))
        assert set(load_houses()) == OURS | {"harbourne"}
        assert house("harbourne").name == "Harbourne"
        assert house("plain").name == "Our plain one"
        assert house("plain", extra=own).name == "Our plain one"

    def it_reads_any_house_though_another_is_faulty(self, altered: Altered, monkeypatch: pytest.MonkeyPatch):
        path = altered('nation = "wales"', 'nation = "narnia"')
        monkeypatch.setenv("ENGROSS_HOUSES", str(path.parent))
        assert house("plain").key == "plain"
        with pytest.raises(Refused):
            house("wrexham")


class DescribeFaults:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('cover = "plain"', 'cover = "bnad"', "look.cover is “bnad”; permitted: band, block, plain"),
            ("size = 11", 'size = "11"', "look.size is “11”; permitted: a number"),
            ("size = 11", "size = 7", "look.size: 7 points is too small to read; permitted: 10 or more"),
            ("leading = 1.35", "leading = 1", "look.leading is “1”; permitted: a number at least 1.15 and at most 2"),
            ("[18, 14, 12, 11, 11, 11]", "[18, 14]", "look.heading_sizes is “[18, 14]”; permitted: a list of 6"),
            ("[18, 14, 12, 11, 11, 11]", "[18, 14, 12, 11, 11, 9]", "look.heading_sizes: a heading of 9 points"),
            ("[18, 14, 12, 11, 11, 11]", "[14, 18, 12, 11, 11, 11]", "look.heading_sizes: a lower heading is larger"),
            ('accent = "#7a1626"', 'accent = "red"', "look.accent is “red”; permitted: a colour such as #1f3a5f"),
            ('accent = "#7a1626"', 'accent = "#cccccc"', "look.accent: #cccccc on the paper"),
            ('table_rule = "#8a7478"', 'table_rule = "#dddddd"', "permitted: 3 to 1 or more"),
            ("[look]", '[look]\nfnt = "x"', "look.fnt is not a setting; permitted: font, word_font, size"),
            ('name = "Wrexham"', "", "name is missing"),
            ("[headings]", '[headings]\ntheems = "x"', "headings.theems is not a setting; permitted: control"),
            ("[headings]", '[terms]\ntheme = "A"\n[headings]', "terms.theme is “A”; permitted: a table with one, many"),
            ("[headings]", '[terms]\ntheme = {one="A"}\n[headings]', "terms.theme.many is missing"),
            ('"supersedes"', '"superseeds"', "sheet[2].field is “superseeds”; permitted: approved_by"),
            ('body = ["foreword"', 'body = ["forward"', "order.body[1] is “forward”; permitted: appendix"),
            ('front = ["control"', 'front = ["versions"', "order.front: “versions” is named twice"),
            ('front = ["control", "versions"', 'front = ["control"', "order.front: “versions” is missing"),
            ('parts = "{n}"', 'parts = "{m}"', "numbering.parts: “{m}” stands for nothing; permitted: {letter}, {n}"),
            ('parts = "{n}"', 'parts = "{n"', "numbering.parts: “{n” stands for nothing"),
            ('head_left = "{title}"', 'head_left = "{n}"', "furniture.head_left: “{n}” stands for nothing"),
            ('kind = "vision"', 'kind = "priority"', "outline[4].kind: “priority” cannot stand under strategy"),
            ('role = "purpose"', 'role = "aim"', "outline[2].role: “aim” is no role of a section; permitted: back"),
            ("days = 3", "days = -3", "calendar.agenda.days is “-3”; permitted: a number at least 0 and at most 365"),
            ('nation = "wales"', 'nation = "eire"', "nation is “eire”; permitted: england, scotland, wales"),
            ('name = "Wrexham"', "name = Wrexham", "line 3, column 8: invalid value"),
        ],
    )  # fmt: skip
    def it_names_file_key_and_what_is_permitted(self, altered: Altered, old: str, new: str, said: str):
        with pytest.raises(Refused) as caught:
            read_house(altered(old, new))
        assert str(caught.value).startswith("wrexham.toml: ")
        assert said in str(caught.value)

    def it_refuses_what_is_no_text(self, tmp_path: Path):
        path = tmp_path / "x.toml"
        path.write_bytes(b"name = '\xff'")
        with pytest.raises(Refused, match=r"x\.toml: the file is not UTF-8"):
            read_house(path)
        path.write_bytes(b"#" * 1_000_001)
        with pytest.raises(Refused, match="larger than a megabyte"):
            read_house(path)
        with pytest.raises(Refused, match=r"gone\.toml: there is no such file"):
            read_house(tmp_path / "gone.toml")

    def it_takes_a_file_saved_by_notepad(self, tmp_path: Path):
        path = tmp_path / "ours.toml"
        path.write_bytes(b"\xef\xbb\xbf" + WREXHAM.replace("\n", "\r\n").encode())
        assert isinstance(read_house(path), House)


class DescribeContrast:
    def it_is_that_of_the_guidelines(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    def it_lets_the_neutral_look_pass_and_a_pale_one_not(self):
        assert list(look_faults(Look())) == []
        assert [key for key, _ in look_faults(Look(ink="#777777"))] == ["ink", "ink"]
