"""Puts the script where the tests can import it: it is one file, not a package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
