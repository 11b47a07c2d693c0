"""One patient with its comparison, made once."""

import pytest

from tests.analysis.report.made_case import write_case


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("report"))
