"""The dialog that saves a version, alone."""

from app.models.errors import Refused
from app.ui.pages.versions import SaveVersionDialog


class DescribeSavingAVersion:
    def it_takes_another_label_in_place_of_the_proposed_one(self, qtbot):
        dialog = SaveVersionDialog("V2", "One priority added")
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.label.setFocus()
        qtbot.keyClicks(dialog.label, "First draft")
        assert dialog.label.text() == "First draft"

    def it_says_why_a_version_is_not_saved_and_keeps_what_was_typed(self, qtbot):
        asked = []

        def save(*version):
            asked.append(version)
            if version[0] == "V1":
                raise Refused("“Harbourne” has a version V1 already; choose another label.")

        dialog = SaveVersionDialog("V1", "One priority added", save=save)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.date.setText("9 October 2017")
        dialog.comments.setText("For the board")
        dialog.accept_button.click()
        assert dialog.isVisible()
        assert dialog.fault.text() == "⚠ “Harbourne” has a version V1 already; choose another label."
        dialog.label.setText("V2")
        assert not dialog.fault.text()
        dialog.accept_button.click()
        assert not dialog.isVisible()
        assert asked[-1] == ("V2", "2017-10-09", "One priority added", "For the board")

    def it_doubts_a_day_that_is_still_to_come_and_takes_it(self, qtbot):
        dialog = SaveVersionDialog("V1", "One priority added")
        qtbot.addWidget(dialog)
        assert not dialog.fault.text()
        dialog.date.setText("9 October 2199")
        assert "still to come" in dialog.fault.text()
        assert dialog.accept_button.isEnabled()
        dialog.date.setText("9 October 2017")
        assert not dialog.fault.text()
