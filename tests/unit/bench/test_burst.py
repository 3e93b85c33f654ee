"""What the burst counts as lost, and how it counts time."""

from bench.burst import Burst

ACKNOWLEDGED = {("a", "one"): 3, ("a", "two"): 5, ("b", "one"): 1}


class TestBurst:
    def test_lost_is_an_acknowledged_answer_that_is_not_held(self) -> None:
        burst = Burst(acknowledged=dict(ACKNOWLEDGED))
        held = {"a": (True, {"one": 3, "two": 5}), "b": (True, {"one": 2})}
        assert burst.lost(held) == 0
        assert burst.lost({**held, "a": (True, {"one": 2, "two": 5})}) == 1
        assert burst.lost({**held, "a": (True, {})}) == 2

    def test_lost_is_an_attempt_that_is_still_open(self) -> None:
        burst = Burst(acknowledged={("a", "one"): 1})
        assert burst.lost({"a": (False, {"one": 1})}) == 1

    def test_p99_is_of_the_slowest_hundredth_in_milliseconds(self) -> None:
        assert Burst(latencies=[0.001] * 98 + [0.5, 0.5]).p99_ms == 500
        assert Burst().p99_ms == float("inf"), "nothing answered is no success"
