"""All benchmarks, each in a process of its own: `make bench`, or `python -m benchmarks NAME …` for some of them."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def names():
    return sorted(f.stem for f in HERE.glob("*.py") if not f.stem.startswith("_"))


def main(asked):
    unknown = set(asked) - set(names())
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    failed = []
    for name in asked or names():
        print(f"\n=== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
