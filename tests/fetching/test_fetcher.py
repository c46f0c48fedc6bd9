"""What a fetcher answers, what it asks for it, and what it remembers."""

import threading
from pathlib import Path

import pytest

from arxiv2bib import Report
from arxiv2bib.errors import OfflineError, RateLimitedError, ServiceError
from arxiv2bib.fetching import Event, EventKind, open_fetcher
from arxiv2bib.protocols import Fetcher, Response
from tests.fetching.serving import Asked, FakeClock, Recorded, RecordedServer, make_settings

DAY = 86_400.0


def is_good(response: Response) -> bool:
    """Whether the answer says so."""
    return response.body == b"good"


def test_it_is_a_fetcher(tmp_path: Path, server: RecordedServer) -> None:
    """The answer has the URL, the status, headers in lower case, the body, and the day."""
    server.reset(Recorded(headers={"X-Thing": "Yes"}, body=b"good"))
    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock()) as opened:
        fetch: Fetcher = opened
        url = f"{server.url}/works/10.1/a"
        answer = fetch(url)
    assert (url, 200, b"good", "2027-01-15") == (answer.url, answer.status, answer.body, answer.retrieved)
    assert "Yes" == answer.headers["x-thing"]


def test_an_answer_is_asked_for_once(tmp_path: Path, server: RecordedServer) -> None:
    """What was answered is not asked for again, neither in the same run nor in the next."""
    url = f"{server.url}/works/10.1/a"
    for _ in range(2):
        with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
            first, second = fetch(url), fetch(url)
            assert first.body == second.body
    assert ["/works/10.1/a"] == server.paths


def test_what_is_wanted_is_part_of_the_question(tmp_path: Path, server: RecordedServer) -> None:
    """Another ``Accept`` is another question, and is sent."""
    url = f"{server.url}/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch(url, accept="application/json")
        fetch(url, accept="application/x-bibtex")
        fetch(url, accept="application/json")
    assert ["application/json", "application/x-bibtex"] == [asked.headers["accept"] for asked in server.asked]


@pytest.mark.parametrize("status", [404, 410])
def test_none_is_an_answer(tmp_path: Path, server: RecordedServer, status: int) -> None:
    """That there is none is remembered as well, but for a shorter time; no check is asked about it."""
    server.reset(Recorded(status=status))
    clock = FakeClock()
    settings = make_settings(tmp_path, server.url, record_days=30, missing_days=1)
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(settings, clock=clock) as fetch:
        assert status == fetch(url, check=is_good).status
        assert status == fetch(url).status
        assert 1 == len(server.asked)
        clock.set_clock(2 * DAY)
    with open_fetcher(settings, clock=clock) as fetch:
        fetch(url)
    assert 2 == len(server.asked)


def test_an_answer_that_fails_its_check_is_asked_for_again(tmp_path: Path, server: RecordedServer) -> None:
    """A body that is none of the service's own is no answer; the next one is."""
    server.reset(lambda asked, count: Recorded(body=b"good" if count == 2 else b""))
    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock()) as fetch:
        assert b"good" == fetch(f"{server.url}/works/10.1/a", check=is_good).body
    assert 2 == len(server.asked)


def test_what_fails_its_check_is_never_remembered(tmp_path: Path, server: RecordedServer) -> None:
    """After as many tries as are sensible there is an error, with the status, and nothing in the cache."""
    server.reset(Recorded(body=b"<html>We'll be right back</html>"))
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock()) as fetch:
        with pytest.raises(ServiceError, match="none of the service's own") as caught:
            fetch(url, check=is_good)
        assert fetch.recall(url) is None
    assert (200, 3) == (caught.value.status, len(server.asked))


def test_a_check_that_stumbles_says_no(tmp_path: Path, server: RecordedServer) -> None:
    """Whatever a check raises about an answer, the answer is no good, and nothing else comes out."""

    def check(response: Response) -> bool:
        raise RecursionError

    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock()) as fetch, pytest.raises(ServiceError):
        fetch(f"{server.url}/works/10.1/a", check=check)


@pytest.mark.parametrize("status", [400, 401, 403, 406, 451])
def test_a_refusal_is_final(tmp_path: Path, server: RecordedServer, status: int) -> None:
    """What will not be answered is not asked for again."""
    server.reset(Recorded(status=status))
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch, pytest.raises(ServiceError) as caught:
        fetch(f"{server.url}/works/10.1/a")
    assert (status, 1) == (caught.value.status, len(server.asked))


def test_who_is_refused_for_want_of_a_cookie_comes_back_with_it(tmp_path: Path, server: RecordedServer) -> None:
    """A refusal that sets a cookie is asked again once, with the cookie."""

    def answer(asked: Asked, count: int) -> Recorded:
        has_it = "k=v" in asked.headers.get("cookie", "")
        return Recorded() if has_it else Recorded(status=403, headers={"Set-Cookie": "k=v; Path=/"})

    server.reset(answer)
    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock()) as fetch:
        assert 200 == fetch(f"{server.url}/works/10.1/a").status


def test_passing_faults_are_waited_out(tmp_path: Path, server: RecordedServer) -> None:
    """After a fault that passes, the question is asked again, later each time, and then answered."""
    server.reset(lambda asked, count: Recorded(status=200 if count == 4 else 502))
    clock = FakeClock()
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        assert 200 == fetch(f"{server.url}/works/10.1/a").status
    assert [0.5, 1.0, 2.0] == clock.waited


def test_the_wish_of_the_service_is_waited_for(tmp_path: Path, server: RecordedServer) -> None:
    """A service that says how long it wants to be left alone is left alone for that long."""
    server.reset(lambda asked, count: Recorded() if count > 1 else Recorded(status=429, headers={"Retry-After": "7"}))
    clock = FakeClock()
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        assert 200 == fetch(f"{server.url}/works/10.1/a").status
    assert 7.0 <= sum(clock.waited) < 7.5


def test_a_pause_that_is_too_long_is_not_waited_for(tmp_path: Path, server: RecordedServer) -> None:
    """A service that wants a day is told of at once; nobody asks it meanwhile, not in the next run either."""
    server.reset(Recorded(status=503, headers={"Retry-After": "86400"}))
    clock = FakeClock()
    for name in "ab":
        with (
            open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch,
            pytest.raises(RateLimitedError, match="again in"),
        ):
            fetch(f"{server.url}/works/10.1/{name}")
    assert ([], ["/works/10.1/a"]) == (clock.waited, server.paths)


def test_a_pause_of_one_service_is_none_of_another(tmp_path: Path, server: RecordedServer) -> None:
    """Crossref wants to be left alone; DataCite is asked, even at the same host."""
    server.reset(
        lambda asked, count: Recorded(
            status=429 if asked.path.startswith("/works") else 200, headers={"Retry-After": "86400"}
        )
    )
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        with pytest.raises(RateLimitedError):
            fetch(f"{server.url}/works/10.1/a")
        assert 200 == fetch(f"{server.url}/dois/10.1/a").status


def test_who_always_wants_less_is_limited(tmp_path: Path, server: RecordedServer) -> None:
    """A service that answers 429 to the last is the limit, not the service, in the error."""
    server.reset(Recorded(status=429))
    with (
        open_fetcher(make_settings(tmp_path, server.url, tries=3), clock=FakeClock()) as fetch,
        pytest.raises(RateLimitedError, match="asked 3 times"),
    ):
        fetch(f"{server.url}/works/10.1/a")


def test_a_service_that_is_down_is_not_asked_by_every_entry(tmp_path: Path, server: RecordedServer) -> None:
    """After five questions in a row without an answer the service rests for half a minute, and then is asked again."""
    server.reset(Recorded(status=500))
    clock = FakeClock()
    with open_fetcher(make_settings(tmp_path, server.url, tries=1), clock=clock) as fetch:
        for number in range(20):
            with pytest.raises(ServiceError):
                fetch(f"{server.url}/works/10.1/{number}")
        assert 5 == len(server.asked)
        server.reset()
        clock.wait(31)
        assert 200 == fetch(f"{server.url}/works/10.1/x").status


def test_offline_asks_nobody(tmp_path: Path, server: RecordedServer) -> None:
    """Offline, what is in the cache is served, however old, and the rest is an error of its own."""
    clock = FakeClock()
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        fetch(url)
    clock.set_clock(10_000 * DAY)
    with open_fetcher(make_settings(tmp_path, server.url), offline=True, clock=clock) as fetch:
        assert (200, "2027-01-15") == (fetch(url).status, fetch(url).retrieved)
        with pytest.raises(OfflineError, match="not in the cache"):
            fetch(f"{server.url}/works/10.1/b")
    assert 1 == len(server.asked)


def test_refresh_asks_once_more(tmp_path: Path, server: RecordedServer) -> None:
    """To refresh, each question is asked once again, whatever the cache has, and then remembered."""
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch(url)
    server.reset(Recorded(body=b"new"))
    with open_fetcher(make_settings(tmp_path, server.url), refresh=True) as fetch:
        assert fetch.recall(url) is None
        assert [b"new", b"new"] == [fetch(url).body, fetch(url).body]
    assert 1 == len(server.asked)
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        assert b"new" == fetch(url).body


def test_an_old_answer_is_asked_for_again(tmp_path: Path, server: RecordedServer) -> None:
    """Its time over, an answer is replaced by a new one."""
    clock = FakeClock()
    settings = make_settings(tmp_path, server.url, record_days=30)
    url = f"{server.url}/works/10.1/a"
    for days in (0, 29, 2):
        clock.set_clock(days * DAY)
        with open_fetcher(settings, clock=clock) as fetch:
            fetch(url)
    assert 2 == len(server.asked)


@pytest.mark.parametrize(
    ("header", "value", "condition"),
    [
        ("ETag", '"abc"', "if-none-match"),
        ("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT", "if-modified-since"),
    ],
)
def test_an_old_answer_is_asked_for_on_condition(
    tmp_path: Path, server: RecordedServer, header: str, value: str, condition: str
) -> None:
    """A service that can tell whether its answer changed says so, and the old one is good for as long again."""

    def answer(asked: Asked, count: int) -> Recorded:
        return Recorded(status=304 if asked.headers.get(condition) == value else 200, headers={header: value})

    server.reset(answer)
    clock = FakeClock()
    settings = make_settings(tmp_path, server.url, record_days=30)
    url = f"{server.url}/works/10.1/a"
    for days, day in ((0, "2027-01-15"), (31, "2027-02-15"), (29, "2027-02-15")):
        clock.set_clock(days * DAY)
        with open_fetcher(settings, clock=clock) as fetch:
            found = fetch(url)
        assert (200, b"{}", day) == (found.status, found.body, found.retrieved)
    assert [None, value] == [asked.headers.get(condition) for asked in server.asked]


def test_not_modified_without_a_condition_is_no_answer(tmp_path: Path, server: RecordedServer) -> None:
    """A service that says that nothing has changed, although nobody told it since when, has not answered."""
    server.reset(Recorded(status=304))
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch, pytest.raises(ServiceError):
        fetch(f"{server.url}/works/10.1/a")


def test_what_must_not_be_stored_is_not(tmp_path: Path, server: RecordedServer) -> None:
    """An answer with ``no-store`` is given and forgotten."""
    server.reset(Recorded(headers={"Cache-Control": "private, No-Store"}))
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        answer = fetch(url)
        fetch.remember(answer)
        assert fetch.recall(url) is None


def test_an_old_answer_is_better_than_none(tmp_path: Path, server: RecordedServer) -> None:
    """Where the service has no answer now, what it said before is given, and that is said."""
    clock = FakeClock()
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        fetch(url)
    server.reset(Recorded(status=500))
    clock.set_clock(100 * DAY)
    report, events = Report(), list[Event]()
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock, report=report, observe=events.append) as fetch:
        assert (200, "2027-01-15") == (fetch(url).status, fetch(url).retrieved)
    assert {"cache/stale-answer": 2} == report.counts
    assert EventKind.STALE in {event.kind for event in events}


def test_a_part_is_remembered(tmp_path: Path, server: RecordedServer) -> None:
    """What a resolver cut from the answer to many is found, then and in the next run, as the answer to its own URL."""
    url = f"{server.url}/api/query?id_list=2111.03216"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch.remember(Response(url=url, status=200, body=b"<feed/>"), accept="application/atom+xml")
        assert fetch.recall(url) is None
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        found = fetch.recall(url, accept="application/atom+xml")
        assert found is not None
        assert (b"<feed/>", found) == (found.body, fetch(url, accept="application/atom+xml"))
    assert [] == server.asked


def test_a_part_is_as_old_as_the_whole(tmp_path: Path, server: RecordedServer) -> None:
    """A part is good for no longer than the whole would be, and is not asked for on the condition of the whole."""
    clock = FakeClock()
    settings = make_settings(tmp_path, server.url, preprint_days=7)
    url = f"{server.url}/api/query?id_list=2111.03216"
    part = Response(url=url, status=200, headers={"etag": '"whole"'}, retrieved="2027-01-10")
    with open_fetcher(settings, clock=clock) as fetch:
        fetch.remember(part)
        clock.set_clock(3 * DAY)
    with open_fetcher(settings, clock=clock) as fetch:
        assert fetch.recall(url) is None
        fetch(url)
    assert "if-none-match" not in server.asked[0].headers


@pytest.mark.parametrize("jump", [-10_000 * DAY, -3600.0])
def test_a_clock_that_was_wrong_makes_no_answer_eternal(tmp_path: Path, server: RecordedServer, jump: float) -> None:
    """An answer from the future is asked for again, once, and then it is good."""
    clock = FakeClock()
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        fetch(url)
    clock.set_clock(jump)
    for _ in range(2):
        with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
            fetch(url)
    assert 2 == len(server.asked)


def test_a_clock_that_jumps_neither_ends_nor_prolongs_a_question(tmp_path: Path, server: RecordedServer) -> None:
    """Deadlines and waits go by a clock that nobody sets."""
    clock = FakeClock()

    def answer(asked: Asked, count: int) -> Recorded:
        clock.set_clock(10_000 * DAY if count == 1 else -20_000 * DAY)
        return Recorded(status=200 if count == 3 else 503)

    server.reset(answer)
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        assert 200 == fetch(url).status
        assert 200 == fetch(url).status
    assert ([0.5, 1.0], 3) == (clock.waited, len(server.asked))


def test_headers_of_the_service_are_not_trusted_about_time(tmp_path: Path, server: RecordedServer) -> None:
    """``Expires`` and ``Date`` of a service whose clock is wrong change nothing about how long an answer is good."""
    past = "Thu, 01 Jan 1970 00:00:00 GMT"
    server.reset(Recorded(headers={"Expires": past, "Cache-Control": "max-age=0", "Last-Modified": past}))
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch(f"{server.url}/works/10.1/a")
        fetch(f"{server.url}/works/10.1/a")
    assert 1 == len(server.asked)


def test_the_service_is_told_who_asks(tmp_path: Path, server: RecordedServer) -> None:
    """The User-Agent names the project and, if the user said so, the address for complaints."""
    with open_fetcher(make_settings(tmp_path / "a", server.url, mailto="me@example.org")) as fetch:
        fetch(f"{server.url}/works/10.1/a")
    with open_fetcher(make_settings(tmp_path / "b", server.url)) as fetch:
        fetch(f"{server.url}/works/10.1/a")
    polite, public = (asked.headers["user-agent"] for asked in server.asked)
    assert polite.startswith("arxiv2bib-kit/")
    assert "(mailto:me@example.org)" in polite
    assert "mailto" not in public


def test_redirects_are_followed_with_what_is_wanted(tmp_path: Path, server: RecordedServer) -> None:
    """A redirect is followed, ``Accept`` and all, and the answer is the one to the first URL."""
    server.reset(
        lambda asked, count: (
            Recorded(status=303, headers={"Location": "/works/there"})
            if asked.path == "/10.1/a"
            else Recorded(body=b"good")
        )
    )
    url = f"{server.url}/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        found = fetch(url, accept="application/json")
        assert (url, b"good") == (found.url, found.body)
        assert fetch.recall(url, accept="application/json") is not None
    assert ["application/json"] * 2 == [asked.headers["accept"] for asked in server.asked]


def test_many_are_answered_in_order(tmp_path: Path, server: RecordedServer) -> None:
    """Answers come in the order of the questions, errors in their places; a question that comes twice is asked once."""
    server.reset(
        lambda asked, count: Recorded(
            status=400 if asked.path.endswith("/bad") else 200,
            body=asked.path.encode(),
            seconds=0.05 if asked.path.endswith("/slow") else 0.0,
        )
    )
    names = ["slow", "b", "bad", "c", "b", "slow", *map(str, range(20))]
    settings = make_settings(tmp_path, server.url, mailto="me@example.org")
    with open_fetcher(settings) as fetch:
        answers = list(fetch.fetch_many(f"{server.url}/works/10.1/{name}" for name in names))
    bodies = [answer.body.decode() if isinstance(answer, Response) else str(type(answer)) for answer in answers]
    expected = [f"/works/10.1/{name}" if name != "bad" else str(ServiceError) for name in names]
    assert expected == bodies
    assert len(set(names)) == len(server.asked)


@pytest.mark.parametrize(
    ("path", "mailto", "most"),
    [("/api/query?id_list=", "a@b.org", 1), ("/works/10.1/", "a@b.org", 3), ("/works/10.1/", None, 1)],
)
def test_no_more_are_asked_at_once_than_a_service_allows(
    tmp_path: Path, server: RecordedServer, path: str, mailto: str | None, most: int
) -> None:
    """One connection is open to arXiv, three to Crossref for those who say who they are, and no more, and no fewer."""
    together = threading.Barrier(most)

    def answer(asked: Asked, count: int) -> Recorded:
        together.wait(20)
        return Recorded()

    server.reset(answer)
    with open_fetcher(make_settings(tmp_path, server.url, mailto=mailto, timeout=30)) as fetch:
        answers = list(fetch.fetch_many(f"{server.url}{path}{number}" for number in range(9)))
    assert (9, most) == (len(answers), server.most_at_once)


def test_who_has_had_enough_ends_the_asking(tmp_path: Path, server: RecordedServer) -> None:
    """When the caller stops, nothing new is asked beyond what was under way."""
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        answers = fetch.fetch_many(f"{server.url}/works/10.1/{number}" for number in range(1000))
        next(answers)
        answers.close()  # type: ignore[attr-defined]  # a generator, as every iterator written with yield
    assert len(server.asked) < 40


def test_everything_that_happens_is_told(tmp_path: Path, server: RecordedServer) -> None:
    """Each request is one event, and so is each wait and each answer from the cache."""
    server.reset(lambda asked, count: Recorded(status=200 if count == 2 else 500))
    events: list[Event] = []
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url), clock=FakeClock(), observe=events.append) as fetch:
        fetch(url)
        fetch(url)
    found = [(event.kind, event.service, event.status) for event in events]
    assert [
        (EventKind.FAILED, "crossref", 500),
        (EventKind.WAITED, "crossref", None),
        (EventKind.ASKED, "crossref", 200),
        (EventKind.CACHED, "crossref", 200),
    ] == found
    assert {url} == {event.url for event in events}


def test_a_refusal_is_told(tmp_path: Path, server: RecordedServer) -> None:
    """The last event of a question without an answer has the error's words."""
    server.reset(Recorded(status=403))
    events: list[Event] = []
    with (
        open_fetcher(make_settings(tmp_path, server.url), observe=events.append) as fetch,
        pytest.raises(ServiceError) as caught,
    ):
        fetch(f"{server.url}/works/10.1/a")
    assert (EventKind.REFUSED, str(caught.value)) == (events[-1].kind, events[-1].message)


def test_arxiv_does_not_say_none_by_a_status(tmp_path: Path, server: RecordedServer) -> None:
    """The API of arXiv answers about a paper that it does not have with an empty feed; 404 means another address."""
    server.reset(Recorded(status=404))
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch, pytest.raises(ServiceError) as caught:
        fetch(f"{server.url}/api/query?id_list=2111.03216")
    assert 404 == caught.value.status


def test_too_many_requests_can_have_any_status(tmp_path: Path, server: RecordedServer) -> None:
    """What arXiv says when it has had enough has status 200, and is waited out like 429, for longer each time."""
    server.reset(lambda asked, count: Recorded(body=b"Rate exceeded." if count < 3 else b"good"))
    clock = FakeClock()
    with open_fetcher(make_settings(tmp_path, server.url), clock=clock) as fetch:
        assert b"good" == fetch(f"{server.url}/api/query?id_list=2111.03216", check=is_good).body
    assert [2.0, 4.0] == clock.waited[:2]


def test_cookies_are_not_kept(tmp_path: Path, server: RecordedServer) -> None:
    """What a service sets for this session is nobody's business in the next."""
    server.reset(Recorded(headers={"Set-Cookie": "k=v"}))
    url = f"{server.url}/works/10.1/a"
    with open_fetcher(make_settings(tmp_path, server.url)) as fetch:
        fetch(url)
        found = fetch.recall(url)
    assert found is not None
    assert "set-cookie" not in found.headers
