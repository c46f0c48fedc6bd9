"""A long run with a bad service: everything arrives, nothing is asked for twice, and the rate is kept."""

import os
from itertools import count, pairwise
from pathlib import Path

from arxiv2bib.fetching import open_fetcher
from arxiv2bib.protocols import Response
from tests.fetching.serving import Asked, FakeClock, Recorded, RecordedServer, make_settings

PAPERS = 1000 if os.environ.get("ARXIV2BIB_FAULTS") == "all" else 60


def test_a_service_that_fails_and_limits(tmp_path: Path, server: RecordedServer) -> None:
    """Every third request fails, every seventh is one too many: every paper arrives, asked for once after all that.

    Between the requests lie the three seconds that arXiv wants, and a second run asks for nothing.
    """
    clock = FakeClock()
    times: list[float] = []
    answered: list[str] = []
    numbers = count(1)

    def answer(asked: Asked, _: int) -> Recorded:
        times.append(clock.monotonic())
        number = next(numbers)
        if number % 7 == 0:
            return Recorded(status=429, headers={"Retry-After": "4"})
        if number % 3 == 0:
            return Recorded(status=503 if number % 2 else 200, body=b"")
        answered.append(asked.path)
        return Recorded(body=b"good")

    def is_good(response: Response) -> bool:
        return response.body == b"good"

    server.reset(answer)
    urls = [f"{server.url}/api/query?id_list=2401.{number:05}" for number in range(PAPERS)]
    settings = make_settings(tmp_path, server.url, arxiv_interval=None)
    for _ in range(2):
        with open_fetcher(settings, clock=clock) as fetch:
            answers = list(fetch.fetch_many(urls, check=is_good))
        assert urls == [answer.url for answer in answers if isinstance(answer, Response)]
    assert (PAPERS, PAPERS) == (len(answered), len(set(answered)))
    assert min(later - earlier for earlier, later in pairwise(times)) > 2.5
