"""The end of an exam: a thousand people save an answer every five seconds, and all hand in within one minute.

Everybody has a connection of their own. A save's time counts from the moment it was due, so that a server that falls
behind shows it. Afterwards the database is asked what became of every answer that was acknowledged.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bench import places
from bench.crowd import Person
from bench.load import post

PEOPLE: Final = 1000
SAVE_EVERY_SECONDS: Final = 5.0
#: saving only, before the minute in which they also hand in
BEFORE_SECONDS: Final = 30.0
HAND_IN_SECONDS: Final = 60.0
_PATIENCE_SECONDS: Final = 30.0
_HAND_IN: Final = f"{places.EXAM}/hand-in"


@dataclass
class Burst:
    """What came of it."""

    latencies: list[float] = field(default_factory=list)
    hand_ins: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    #: by attempt and question, the highest sequence that was acknowledged
    acknowledged: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def p99_ms(self) -> float:
        return _p99(self.latencies) * 1000

    @property
    def hand_in_p99_ms(self) -> float:
        return _p99(self.hand_ins) * 1000

    def lost(self, held: dict[str, tuple[bool, dict[str, int]]]) -> int:
        """Acknowledged answers that the database does not hold, and attempts that are still open."""
        answers = sum(
            held[attempt][1].get(question, 0) < sequence
            for (attempt, question), sequence in self.acknowledged.items()
        )
        return answers + sum(not held[one][0] for one in {key[0] for key in self.acknowledged})


@dataclass
class _Browser:
    """One person's keep-alive connection, opened again when the server has closed it."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. Asks once more where the connection had been closed meanwhile."""
        for is_again in (False, True):
            try:
                return await asyncio.wait_for(self._ask(request), _PATIENCE_SECONDS)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if is_again:
                    raise
        raise AssertionError("unreachable")

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
        body = await self.reader.readexactly(int(length or 0))
        if b"\r\nconnection: close" in head.lower():
            self.close()
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def run_burst(port: int, crowd: Sequence[Person], seed: int = 1) -> Burst:
    return asyncio.run(_run(port, crowd, Random(seed)))


async def _run(port: int, crowd: Sequence[Person], chance: Random) -> Burst:
    burst, start = Burst(), asyncio.get_running_loop().time() + 1
    ends = [BEFORE_SECONDS + HAND_IN_SECONDS * place / len(crowd) for place in range(len(crowd))]
    chance.shuffle(ends)
    await asyncio.gather(
        *(
            _live(burst, _Browser(port), person, (start, start + end, chance.random()))
            for person, end in zip(crowd, ends, strict=True)
        )
    )
    return burst


async def _live(
    burst: Burst, browser: _Browser, person: Person, times: tuple[float, float, float]
) -> None:
    start, end, phase = times
    due, sequence = start + phase * SAVE_EVERY_SECONDS, 0
    while due < end:
        sequence += 1
        await _sleep_until(due)
        await _save(burst, browser, person, (sequence, due))
        due += SAVE_EVERY_SECONDS
    await _sleep_until(end)
    fields = {"csrf_token": person.token, "attempt": person.attempt, "action": "hand-in-anyway"}
    request = post(_HAND_IN, {"portal": person.cookie}, fields)
    if await _answered(burst, browser, request, 302):
        burst.hand_ins.append(asyncio.get_running_loop().time() - end)
    browser.close()


async def _save(burst: Burst, browser: _Browser, person: Person, moment: tuple[int, float]) -> None:
    sequence, due = moment
    question = person.questions[sequence % len(person.questions)]
    fields = {
        "csrf_token": person.token,
        "attempt": person.attempt,
        "question": question,
        "answer": str(sequence % 2),
        "sequence": str(sequence),
    }
    request = post(places.ANSWERS, {"portal": person.cookie}, fields)
    if await _answered(burst, browser, request, 200):
        burst.latencies.append(asyncio.get_running_loop().time() - due)
        burst.acknowledged[person.attempt, question] = sequence


async def _answered(burst: Burst, browser: _Browser, request: bytes, wanted: int) -> bool:
    try:
        status, body = await browser.ask(request)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        burst.errors.append(type(error).__name__)
        browser.close()
        return False
    if status != wanted:
        burst.errors.append(f"{status} {body[:80].decode(errors='replace')}")
    return status == wanted


async def _sleep_until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - asyncio.get_running_loop().time()))


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)] if seconds else float("inf")
