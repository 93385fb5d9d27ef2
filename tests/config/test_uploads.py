"""What the proxy lets through, against what Jalon refuses by itself with a sentence."""

import re
from pathlib import Path

from jalon.config.uploads import HEAVIEST

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def test_the_proxy_of_the_guide_lets_through_what_jalon_itself_answers():
    text = OPERATIONS.read_text()
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", text)
    (said,) = re.findall(r"refuse bodies above (\d+) MB", text)
    assert int(megabytes) * 2**20 > HEAVIEST and said == megabytes
    assert f"the {HEAVIEST // 2**20} MB at which Jalon refuses" in text
