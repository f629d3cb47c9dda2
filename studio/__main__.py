"""The `ductus` program: no verb, `tour` or files open the window, every other verb is the command line's.

No Qt before it is needed.
"""

from __future__ import annotations

import multiprocessing
import sys

from studio.openable import is_openable

TOUR = """The main job without hands: replays recorded pen events through the real window, converts both ways and exports;
leaves PNG, SVG, GIF and a JSON summary."""


def main() -> None:
    """Start the program; ends the process with its exit status."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if all(map(is_openable, arguments)):
        from studio.app import run

        sys.exit(run(arguments))
    if arguments[0] == "tour":
        sys.exit(tour(arguments[1:]))
    from engines.cli import app

    app()


def tour(arguments: list[str]) -> int:
    """`ductus tour --out DIR`: 0 when everything worked, 1 with one sentence when not, 2 on bad usage."""
    import argparse
    from pathlib import Path

    parser = argparse.ArgumentParser(prog="ductus tour", description=TOUR)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the pictures and tour.json")
    parser.add_argument("--json", metavar="FILE|-", help="also write the summary there")
    parser.add_argument("--debug", action="store_true", help="show the traceback of a failure")
    asked = parser.parse_args(arguments)
    from studio.tour import TourError, run, write_summary

    try:
        summary = run(asked.out)
        write_summary(summary, asked.out, asked.json)
    except (TourError, OSError) as error:
        if asked.debug:
            raise
        print(f"ductus tour: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    main()
