"""The model of the tests' strategy, watched by Qt's model tester."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.document.numbering import numbers
from app.ui.tree.model import StrategyModel


@pytest.fixture
def model(qapp, strategy, plain_house):
    model = StrategyModel(plain_house)
    model.show_tree(strategy, plain_house, numbers(strategy, plain_house))
    return model


@pytest.fixture
def tested(model):
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
