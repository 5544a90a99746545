"""The recogniser: what a reader found in a file becomes a strategy's tree. Imports models and importers' values only.

`propose` runs small passes over one list of pieces: furniture out, broken lists and tables joined, headings found,
the outline built; then each part is given to the recogniser of its kind. Each pass has its own file and vocabulary.
"""

from app.importers.proposal import Proposal
from app.importers.recognise.passes import propose

__all__ = ["Proposal", "propose"]
