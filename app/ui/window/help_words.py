"""What the sheets of help say: the tour, and the keys of the tree, of texts and of each panel. Imports Qt only."""

from app.ui.looked_up import QT_TRANSLATE_NOOP

TOUR = (
    QT_TRANSLATE_NOOP(
        "Help",
        "The tree at the left is your strategy. Enter adds a part after the chosen one, Alt with the arrow keys moves "
        "it, Delete removes it, and Ctrl+Z brings it back.",
    ),
    QT_TRANSLATE_NOOP(
        "Help",
        "What you write is saved as you type. The bar at the foot says when all is safe; Ctrl+S saves at once.",
    ),
    QT_TRANSLATE_NOOP(
        "Help", "Numbers, contents and the version table are made for you, so they are always right."
    ),
    QT_TRANSLATE_NOOP(
        "Help", "Ctrl+K goes anywhere and does anything: type a few letters of a part or of an action."
    ),
    QT_TRANSLATE_NOOP(
        "Help",
        "When the draft is ready to be read, save a version (Ctrl+Shift+S). It can never be altered, and the draft "
        "goes on.",
    ),
    QT_TRANSLATE_NOOP(
        "Help",
        "The bar at the far left, or Ctrl+1 to Ctrl+9, changes what the middle shows. Compare says what differs "
        "between any two versions, what matters first; Risks, Roadmap, Costs and Links draw what the parts say.",
    ),
    QT_TRANSLATE_NOOP(
        "Help",
        "The panel at the right has comments, suggestions, checks and history. Send for review (Ctrl+Shift+R) writes a "
        "Word copy; what colleagues changed in it comes back as suggestions.",
    ),
    QT_TRANSLATE_NOOP(
        "Help",
        "Approval leads through your council's stages and its lawful dates. Reports and Packs write the committee's "
        "papers. Check a copy (Ctrl+Shift+K) says whether a file is the approved one.",
    ),
    QT_TRANSLATE_NOOP("Help", "Ctrl+E makes the formal Word or PDF document of the draft or of any version."),
    QT_TRANSLATE_NOOP("Help", "F1 opens the user guide at what you are doing."),
)
TREE_KEYS = (
    ("*", QT_TRANSLATE_NOOP("Help", "Unfold a part with all below it")),
    ("Right / Left", QT_TRANSLATE_NOOP("Help", "Unfold a part / fold it")),
    ("Menu", QT_TRANSLATE_NOOP("Help", "All that can be done with a part")),
)
EDITOR_KEYS = (
    ("Ctrl+B / Ctrl+I", QT_TRANSLATE_NOOP("Help", "Bold / italic")),
    ("Ctrl+L", QT_TRANSLATE_NOOP("Help", "Link")),
    ("Ctrl+Shift+8 / 7", QT_TRANSLATE_NOOP("Help", "Bulleted / numbered list")),
    ("Ctrl+Alt+P", QT_TRANSLATE_NOOP("Help", "Picture")),
    ("Ctrl+Alt+T", QT_TRANSLATE_NOOP("Help", "Table: insert one, its rows, columns, header and caption")),
    ("Ctrl+] / Ctrl+[", QT_TRANSLATE_NOOP("Help", "Item deeper / out")),
    (
        "Tab / Shift+Tab",
        QT_TRANSLATE_NOOP(
            "Help", "At the beginning of an item: deeper / out; in a table: next / former cell"
        ),
    ),
    ("Tab", QT_TRANSLATE_NOOP("Help", "In the last cell that is written in: add a row")),
    (
        "Ctrl+Tab / Ctrl+Shift+Tab",
        QT_TRANSLATE_NOOP("Help", "In a text: on to the next control / back, also from a table"),
    ),
    (
        "Ctrl+Enter",
        QT_TRANSLATE_NOOP(
            "Help",
            "In a table of parts: open the part; in a cell being written: add a row; on a link: go there",
        ),
    ),
    ("Enter / F2", QT_TRANSLATE_NOOP("Help", "In a table of parts: write in the cell")),
    ("Alt+Up / Alt+Down", QT_TRANSLATE_NOOP("Help", "In the tree or a table of parts: move")),
    ("Esc", QT_TRANSLATE_NOOP("Help", "Ends editing a cell")),
    (
        "Ctrl+C / X / V",
        QT_TRANSLATE_NOOP("Help", "In a table of parts: copy, cut, paste rows, also those of a spreadsheet"),
    ),
    ("Ctrl+D / Del", QT_TRANSLATE_NOOP("Help", "In a table of parts: duplicate / delete the row")),
    ("Menu", QT_TRANSLATE_NOOP("Help", "All that can be done with a text or row")),
)
PANEL_KEYS = (
    (
        QT_TRANSLATE_NOOP("Help", "Compare"),
        (
            ("F7 / Shift+F7", QT_TRANSLATE_NOOP("Help", "Next / previous change")),
            ("F5", QT_TRANSLATE_NOOP("Help", "Compare again")),
            ("Esc", QT_TRANSLATE_NOOP("Help", "Stop comparing")),
            ("Ctrl+Enter", QT_TRANSLATE_NOOP("Help", "Take the chosen change back, or into the draft")),
            ("Ctrl+M", QT_TRANSLATE_NOOP("Help", "Remember the chosen changes as read")),
            ("Ctrl+Shift+M", QT_TRANSLATE_NOOP("Help", "Make what was marked as read last new again")),
            ("Enter", QT_TRANSLATE_NOOP("Help", "In the list: go to the changed words")),
            ("Ctrl+C", QT_TRANSLATE_NOOP("Help", "In the list: copy the changes as a table")),
            (
                "Space / Enter",
                QT_TRANSLATE_NOOP("Help", "In the text: show the unchanged lines nearest / all of them"),
            ),
            ("M", QT_TRANSLATE_NOOP("Help", "The other end of what moved")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Suggestions"),
        (
            ("Enter", QT_TRANSLATE_NOOP("Help", "Go to the words")),
            ("Ctrl+Enter", QT_TRANSLATE_NOOP("Help", "Accept")),
            ("Del", QT_TRANSLATE_NOOP("Help", "Reject")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Approval"),
        (("Left / Right", QT_TRANSLATE_NOOP("Help", "Another stage of the route")),),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Reports"),
        (
            ("Alt+Backspace", QT_TRANSLATE_NOOP("Help", "Take the last answer back")),
            ("Alt+Shift+Backspace", QT_TRANSLATE_NOOP("Help", "Give it again")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Roadmap"),
        (
            ("Up / Down", QT_TRANSLATE_NOOP("Help", "Another bar")),
            (
                "Left / Right",
                QT_TRANSLATE_NOOP(
                    "Help", "Move it by a month, with Shift its end only, with Ctrl its start only"
                ),
            ),
            ("Enter", QT_TRANSLATE_NOOP("Help", "Go to the part")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Links"),
        (
            ("Space", QT_TRANSLATE_NOOP("Help", "Link or unlink")),
            ("Enter", QT_TRANSLATE_NOOP("Help", "Go to the row's part")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Packs"),
        (
            ("Alt+Up / Alt+Down", QT_TRANSLATE_NOOP("Help", "Move the item or paper")),
            ("Del", QT_TRANSLATE_NOOP("Help", "Take it out")),
            ("Ctrl+Z / Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Help", "In the agenda: undo / redo")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Preview"),
        (("F3 / Shift+F3", QT_TRANSLATE_NOOP("Help", "Next / previous place of the words searched for")),),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Looking an import over"),
        (
            ("F8 / Shift+F8", QT_TRANSLATE_NOOP("Help", "Next / previous unsure paragraph")),
            ("Ctrl+Enter", QT_TRANSLATE_NOOP("Help", "Right as it is")),
            ("Ctrl+J", QT_TRANSLATE_NOOP("Help", "Merge with the part before")),
            ("Ctrl+B", QT_TRANSLATE_NOOP("Help", "Begin a part here")),
            ("Ctrl+T", QT_TRANSLATE_NOOP("Help", "Take a line back into the text")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Merging, checking a copy"),
        (("F7 / Shift+F7", QT_TRANSLATE_NOOP("Help", "Next / previous place")),),
    ),
)
