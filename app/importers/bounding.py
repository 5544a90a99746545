"""A process that bounds itself, so that what it reads can harm nothing else. Imports nothing of the program."""

import sys


def bound_process(memory: int, seconds: int) -> None:
    """Limits this process's bytes of address space and seconds of processor time, where the system can, for good.

    It may write no file, either. SIGXCPU ends it once its time is up. Whoever waits for it keeps a clock, which holds
    everywhere.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, bound, last in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (bound, last))
        except (ValueError, OSError):
            continue
