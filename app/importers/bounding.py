"""A process that bounds itself, so that what it reads can harm nothing else. Imports nothing of the program."""

import sys


def bound_process(memory: int, seconds: int) -> None:
    """Limits this process's bytes of address space and seconds of processor time, where the system can, for good.

    It may write no file, either. Whoever waits for it keeps a clock, which holds everywhere.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue
