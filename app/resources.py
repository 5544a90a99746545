"""Where the files that come with the program lie: house styles, templates, fonts, samples. Imports nothing of it."""

from functools import cache
from pathlib import Path

_PACKAGED = Path(__file__).resolve().parent / "_resources"
_CHECKOUT = Path(__file__).resolve().parent.parent / "resources"


@cache
def resource_root() -> Path:
    """The folder `resources/` of a checkout, or its copy in an installed package.

    Raises FileNotFoundError if the program was installed without it.
    """
    for folder in (_PACKAGED, _CHECKOUT):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The program's own files are missing: {_PACKAGED}. Please install it again.")
