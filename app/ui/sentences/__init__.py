"""What the layers below the window say in whole sentences, in the language of the window. Imports `ui` and models only.

Those layers know no language of the window's, and the command line tells the same sentences in English. The lists here
are written by `python -m tests.ui.everyone.sentences`.
"""
