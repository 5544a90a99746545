"""The dialog that saves a version, alone."""

from app.ui.pages.versions import SaveVersionDialog


class DescribeSavingAVersion:
    def it_takes_another_label_in_place_of_the_proposed_one(self, qtbot):
        dialog = SaveVersionDialog("V2", "One priority added")
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.label.setFocus()
        qtbot.keyClicks(dialog.label, "First draft")
        assert dialog.label.text() == "First draft"
