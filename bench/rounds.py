"""Pages against the floor in turns, so that what else the machine does meanwhile falls on both."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from bench.load import Slice, Target
from bench.options import Options


@dataclass(frozen=True)
class Measured:
    """A page over all rounds."""

    name: str
    #: median of the rounds, answers a second
    rate: float
    #: over all answers of all rounds, milliseconds
    p50_ms: float
    p99_ms: float
    #: median of the rounds, milliseconds of CPU for one answer
    cpu_ms: float
    #: median over the rounds of rate ÷ rate of the reference measured just before
    share: float
    #: the same by CPU: steadier where other processes use the machine too
    share_by_cpu: float
    body_bytes: int


def measure_in_turns(
    reference: Target, targets: Sequence[Target], options: Options
) -> list[Measured]:
    """Reference first, then each target, each with a measurement of the reference just before it."""
    for target in (reference, *targets):
        _slice(
            target, options, seconds=0.5
        )  # templates compiled, revisions parsed, connections open
    pairs: dict[str, list[tuple[Slice, Slice]]] = {target.name: [] for target in targets}
    for _ in range(options.rounds):
        for target in targets:
            pairs[target.name].append((_slice(reference, options), _slice(target, options)))
    own = [(one, one) for several in pairs.values() for one, _ in several]
    return [summarise(reference.name, own), *(summarise(name, got) for name, got in pairs.items())]


def summarise(name: str, pairs: Sequence[tuple[Slice, Slice]]) -> Measured:
    """From (reference, page) of each round."""
    pages = [page for _, page in pairs]
    latencies = sorted(latency for page in pages for latency in page.latencies)
    return Measured(
        name=name,
        rate=median(page.rate for page in pages),
        p50_ms=percentile(latencies, 0.50) / 1000,
        p99_ms=percentile(latencies, 0.99) / 1000,
        cpu_ms=median(page.cpu_ms for page in pages),
        share=median(page.rate / reference.rate for reference, page in pairs),
        share_by_cpu=median(reference.cpu_ms / page.cpu_ms for reference, page in pairs),
        body_bytes=pages[-1].body_bytes,
    )


def percentile(ordered: Sequence[int], share: float) -> float:
    """The value that a share of all do not exceed (nearest rank)."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _slice(target: Target, options: Options, seconds: float | None = None) -> Slice:
    return target.measure(seconds=seconds or options.seconds, connections=options.connections)
