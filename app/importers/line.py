"""The words of one paragraph while they are gathered: neighbours of one look become one run. Imports models only."""

import unicodedata

from app.models.text import Run


class Line:
    """Words in order, with how many letters have which size and how many are bold."""

    __slots__ = ("_bold", "_italic", "_link", "_parts", "_plain", "_runs", "_sizes", "letters")

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._parts: list[str] = []
        self._bold = self._italic = False
        self._link = ""
        self.letters = self._plain = 0
        self._sizes: dict[float, int] = {}

    def add(self, text: str, bold: bool, italic: bool, link: str, size: float) -> None:
        """Appends words. White space alone takes on the look of what stands before it."""
        letters = len(text) - text.count(" ")
        if letters and not text.isspace():
            if not bold:
                self._plain += letters
            self.letters += letters
            self._sizes[size] = self._sizes.get(size, 0) + letters
        elif self._parts and link == self._link:
            self._parts.append(text)
            return
        if self._parts and (bold, italic, link) != (self._bold, self._italic, self._link):
            self._close()
        self._bold, self._italic, self._link = bold, italic, link
        self._parts.append(text)

    def _close(self) -> None:
        text = "".join(self._parts)
        self._parts = []
        if text:
            text = text if text.isascii() else unicodedata.normalize("NFC", text)
            self._runs.append(Run(text, self._bold, self._italic, self._link))

    @property
    def blank(self) -> bool:
        """Whether no letter was added."""
        return self.letters == 0

    @property
    def ends_in_space(self) -> bool:
        """Whether what comes next begins a new word anyway."""
        return not self._parts or self._parts[-1][-1:].isspace()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words so far."""
        self._close()
        return tuple(self._runs)

    @property
    def size(self) -> float:
        """The size in points of most letters; 0 without letters."""
        sizes = self._sizes
        return max(sizes, key=sizes.__getitem__) if sizes else 0

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return self.letters > 0 and self._plain == 0
