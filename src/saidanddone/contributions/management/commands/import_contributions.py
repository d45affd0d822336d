"""`saidanddone import contributions FILE`: bring in what was said elsewhere."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any
