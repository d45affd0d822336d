"""Hold coverage to its gates: 100 % of branches where a mistake costs trust, 90 % elsewhere.

python tests/coverage_gates.py var/coverage.json
"""

import json
import re
import sys
from pathlib import Path

WHOLE = re.compile(r"saidanddone/(analysis|record)/|/(permissions|actions)(\.py$|/)")
ELSEWHERE = 90.0
COUNTS = ("num_statements", "num_branches", "covered_lines", "covered_branches")


def covered(summary: dict[str, float]) -> float:
    """Lines and branches together, in per cent."""
    all_of_it = summary["num_statements"] + summary["num_branches"]
    met = summary["covered_lines"] + summary["covered_branches"]
    return 100.0 * met / all_of_it if all_of_it else 100.0


def main(report: Path) -> int:
    files = json.loads(report.read_text())["files"]
    whole = {path: file for path, file in files.items() if WHOLE.search(path)}
    short = {path: file for path, file in whole.items() if covered(file["summary"]) < 100}
    rest = [file["summary"] for path, file in files.items() if path not in whole]
    share = covered({key: sum(summary[key] for summary in rest) for key in COUNTS})
    for path, file in sorted(short.items()):
        print(f"{path}: {covered(file['summary']):.1f} %, missing {file['missing_lines']} {file['missing_branches']}")
    print(f"coverage: {len(whole) - len(short)} of {len(whole)} gated files whole; the rest at {share:.1f} %")
    return int(bool(short) or share < ELSEWHERE)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
