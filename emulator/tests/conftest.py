"""What the tests of several files share."""

import pytest
from survival import Survivor


@pytest.fixture
def survivor(tmp_path):
    one = Survivor(tmp_path)
    yield one
    one.stop()
