"""Runs every comparison in bench/, one after the other, so that they do not disturb each other."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run each bench file; the exit code is the number that failed."""
    failed = 0
    for path in sorted((ROOT / "bench").glob("[!_]*.py")):
        print(f"\n── {path.name}", flush=True)
        failed += subprocess.run([sys.executable, str(path)], cwd=ROOT, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
