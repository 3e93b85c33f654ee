"""How measurements are summarised."""

from bench.load import Slice
from bench.rounds import percentile, summarise


def a_slice(rate: float, cpu_ms: float, *latencies: int) -> Slice:
    return Slice(rate, cpu_ms, latencies or (1000,), 2000)


class TestPercentile:
    def test_of_a_hundred_values_one_exceeds_the_ninety_ninth(self) -> None:
        assert percentile(range(1, 101), 0.99) == 99

    def test_half_of_the_values_do_not_exceed_the_fiftieth(self) -> None:
        assert percentile([10, 20, 30, 40], 0.5) == 20

    def test_a_single_value_is_every_percentile(self) -> None:
        assert percentile([7], 0.99) == percentile([7], 0.01) == 7


class TestSummarise:
    def test_the_share_is_the_median_of_the_rounds_not_the_ratio_of_medians(self) -> None:
        # the machine was slow in the second round, for both
        pairs = [
            (a_slice(1000, 1), a_slice(800, 2)),
            (a_slice(100, 1), a_slice(70, 2)),
            (a_slice(1000, 1), a_slice(600, 2)),
        ]
        assert summarise("page", pairs).share == 0.7

    def test_a_page_that_takes_twice_the_cpu_has_half_the_share_by_cpu(self) -> None:
        assert summarise("page", [(a_slice(1000, 1.2), a_slice(500, 2.4))]).share_by_cpu == 0.5

    def test_latencies_of_all_rounds_count_together(self) -> None:
        pairs = [(a_slice(1, 1), a_slice(1, 1, 1000, 2000)), (a_slice(1, 1), a_slice(1, 1, 9000))]
        summary = summarise("page", pairs)
        assert (summary.p50_ms, summary.p99_ms) == (2, 9)
