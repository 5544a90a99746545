"""How a finding is mended, and where its rule comes from: a sentence or two for each rule. Imports nothing."""

_MENDED = {
    "required": "Go to the field and fill it in. Fields that must not stay empty say “Needed here”.",
    "empty": "A heading with nothing under it confuses readers and screen readers alike: write the part, or delete it.",
    "link": "Go there, choose the link and lead it to another part, or make it plain words.",
    "link-number": "Numbers are worked out anew when parts move: link the part's name, or correct the number.",
    "link-text": "Screen readers list links by their words alone (WCAG 2.2, 2.4.4): say what is at the other end.",
    "alternative-text": "Choose the picture and press “Picture”: a sentence on what it shows (WCAG 2.2, 1.1.1).",
    "table-head": "Put the cursor in the table and mark its first row as heading (WCAG 2.2, 1.3.1).",
    "title-missing": "Give it a title; it becomes the heading and stands in the contents.",
    "title-twice": "Two headings of one name cannot be told apart in the contents (WCAG 2.2, 2.4.6): rename one.",
    "theme-without-priority": "Add a priority below it, or make it a section if it is narrative only.",
    "risk-without-response": "Say in Response what is done about the threat, by whom and when.",
    "risk-half-scored": "Score likelihood and impact, or set both to “not scored”.",
    "date": "Write a day as 20 June 2026; a month or a year alone cannot be reckoned with.",
    "end-before-start": "Correct the start or the end; the roadmap shows no more than the start until then.",
    "milestone-after-end": "Move the milestone, or let the priority end later.",
    "cost-zero": "Enter capital or revenue, or delete the row.",
    "cost-year": "Put the year here; a sum belongs under Capital or Revenue.",
    "cost-negative": "Costs are entered as positive sums; a saving belongs in the narrative.",
    "heading-level": "Word and screen readers know six levels of heading (WCAG 2.2, 1.3.1): move it up a level.",
    "term-unused": "Delete the term, or use it where the matter comes up.",
    "abbreviation": "Add a term to the glossary, or write it out where it first stands (WCAG 2.2, 3.1.4).",
    "approval-contradicted": "Record the decision under Approval; what was imported is shown there only as said.",
    "version-twice": "Correct the imported rows on the page Version control.",
}


TO_WRITE = "Write it when its turn comes. What this strategy does not need you can delete in the tree (Del)."
"""How a part is dealt with of which nothing is written yet."""


def help_for(rule: str) -> str:
    """How a finding of this rule is mended; empty for a rule that says it all itself."""
    return _MENDED.get(rule, "")
