"""The `engross` command: the services without a window. Imports no Qt and nothing of app.ui."""

import sys


def main() -> int:
    """The exit code of the command line."""
    print("engross: no command has been built yet.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
