import os, sys
import pytest
sys.path.insert(0, os.path.dirname(__file__))
@pytest.fixture(scope="session")
def launcher():
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "launcher")
