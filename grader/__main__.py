"""`python -m grader`. Where the packages are missing, one sentence says which interpreter has them."""

import os
import sys


def _missing(name: str) -> str:
    """What to do where this interpreter lacks a package, in words of its own: nothing else can be imported then."""
    own = os.path.join(".venv", *(("Scripts", "python") if os.name == "nt" else ("bin", "python")))
    there = os.path.exists(own) or os.path.exists(own + ".exe")
    command = own + " -m grader" if there else f"{sys.executable} -m venv .venv && {own} -m pip install -e ."
    return (
        f"이 Python에는 {name} 패키지가 없습니다. 이렇게 하세요: {command}\n"
        f"This Python has no package {name}. Do this instead: {command}"
    )


if __name__ == "__main__":
    try:
        from grader.cli.app import main
    except ModuleNotFoundError as error:
        if (error.name or "grader").partition(".")[0] == "grader":
            raise
        if hasattr(sys.stderr, "reconfigure"):
            sys.stderr.reconfigure(encoding="utf-8", errors="replace")
        sys.exit(print(_missing(error.name or ""), file=sys.stderr) or 2)
    main()
