"""Whatever the published schema allows, and much that it does not, gets an answer that is no fault of the server's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.generation import GenerationMode

from selon.web.app import create_app
from selon.web.settings import LOOPBACK, Settings

NEGATIVE = GenerationMode.NEGATIVE
EXAMPLES = 6  # of each address; the same in every run


def test_no_request_is_a_fault_of_the_servers(database: Path) -> None:
    app = create_app(Settings(database, hosts=(*LOOPBACK, "testserver"), codings_a_minute=4))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    met = 0
    for found in schema.get_all_operations():
        met += _asked(found.ok())
    app.state.desk.close()
    assert met > 100


def _asked(operation: Any) -> int:
    """Sends what the schema of one address allows, and what it forbids; gives how often."""
    statuses: list[int] = []

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
              suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    @given(case=strategies.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=NEGATIVE)))
    def check(case: schemathesis.Case) -> None:
        answer = case.call(headers={"accept": "text/html"})
        assert answer.status_code < 500, (case.formatted_path, case.query, case.body)
        statuses.append(answer.status_code)

    check()
    return len(statuses)


def test_every_page_is_in_the_schema(database: Path) -> None:
    paths = create_app(Settings(database)).openapi()["paths"]
    for page in ("/events", "/events/{id}", "/reports/{id}", "/actors", "/actor", "/sources", "/source"):
        assert {page, f"{page}.json", f"{page}.csv"} <= paths.keys()
    assert {"/", "/overview.json", "/overview.csv", "/code", "/try"} <= paths.keys()
