"""What the kernel knows of a process: its children, the CPU it used, the memory it holds (Linux only)."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")
# proc(5): fields of /proc/PID/stat after the name in brackets, the first of them being number 3
_USER_TIME: Final = 14 - 3
_SYSTEM_TIME: Final = 15 - 3


@dataclass(frozen=True)
class Memory:
    """Bytes held by one process."""

    #: all resident pages, those shared with other processes counted in full
    resident: int
    #: shared pages counted by the share: the sum over processes is what the machine spends
    proportional: int


def children(pid: int) -> tuple[int, ...]:
    return tuple(
        int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    )


def cpu_seconds(pids: tuple[int, ...]) -> float:
    """User and system time of these processes, all their threads, since they started."""
    return sum(_ticks(Path(f"/proc/{pid}/stat").read_text()) for pid in pids) / _TICKS_PER_SECOND


def memory(pid: int) -> Memory:
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, kilobytes, *_ = line.split()
        fields[name] = int(kilobytes) * 1024
    return Memory(resident=fields["Rss:"], proportional=fields["Pss:"])


def _ticks(stat: str) -> int:
    fields = stat.rpartition(")")[2].split()  # the name may itself hold blanks and brackets
    return int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME])
