"""The divisions that come with the demo city: names and codes of 绵竹市."""

from pathlib import Path

DIVISIONS_FILE = Path(__file__).parent / "data" / "divisions.csv"
