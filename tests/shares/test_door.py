"""The client's door: one answer to every wrong token, forms only from its own page, nothing beyond the link."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from planner.actions.decisions import client_decisions
from planner.actions.initiatives import edit_initiatives
from planner.actions.projects import save_project
from planner.actions.publishing import Profile, Publication, publish_roadmap
from planner.actions.shares import revoke_share, shares_of
from planner.records import ShareLink
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF

Share = Callable[..., str]
KEY = "project:1"


def form_of(client: TestClient, token: str, **given: str) -> dict[str, str]:
    html = client.get(f"/s/{token}").text
    csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', html)
    return {"csrf": csrf.group(1) if csrf else "", "line": KEY, **given}


def test_a_recipient_opens_decides_and_sees_it(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share(limit_minor=200_000)
    page = client.get(f"/s/{token}")
    assert page.status_code == 200
    assert "Cloud backup" in page.text
    form = form_of(client, token, kind="purchase", amount="1,500.00", comment="Go")
    sent = client.post(f"/s/{token}", data=form)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/s/{token}?sent=1")
    after = client.get(sent.headers["location"]).text
    assert "Thank you" in after
    assert "approved to purchase up to $1,500" in after
    [state] = client_decisions(store, actor, acme, AS_OF).decided
    assert [(one.kind, one.amount_minor, one.comment) for one in state.decisions] == [("purchase", 150_000, "Go")]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"kind": "purchase", "amount": "9999"}, "up to $2,000.00"), ({"kind": "purchase", "amount": "a lot"}, "no amount"),
        ({"kind": "decline"}, "It says nothing"), ({"kind": "board", "board_on": "soon"}, "no day"),
        ({"kind": "defer", "to": "2020-01-01"}, "later quarter"), ({"kind": "burn"}, "not on this roadmap"),
    ],
)
def test_a_fault_is_shown_beside_the_line_with_what_was_typed(
    client: TestClient, share: Share, given: dict[str, str], fault: str
) -> None:
    token = share(limit_minor=200_000)
    answer = client.post(f"/s/{token}", data=form_of(client, token, **given))
    assert answer.status_code == 422
    assert fault in answer.text
    if given.get("amount"):
        assert f'value="{given["amount"]}"' in answer.text


def test_every_token_that_opens_nothing_has_the_same_answer(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    good, expired, ended = share(), share("Otto"), share("Bob")
    last, before = (one.link_id for one in shares_of(store, actor, acme)[:2])
    revoke_share(store, actor, acme, last)
    with store.writing() as session:
        session.get_one(ShareLink, before).expires_at = datetime.now(UTC) - timedelta(seconds=1)
    wrong = ("x", good[:-1], good + "A", good[::-1], ended, expired, "A" * 43, "%00", "a" * 5000)
    answers = [client.get(f"/s/{token}") for token in wrong]
    answers += [client.post(f"/s/{token}", data={"kind": "in_budget"}) for token in wrong]
    answers += [client.get(f"/s/{good}/download/exe"), client.get(f"/s/{good}/download/csv"), client.get("/s/")]
    answers += [client.put(f"/s/{good}"), client.get(f"/s/{good}/more")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_wrong_token_takes_as_long_as_an_ended_one(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    ended = share()
    revoke_share(store, actor, acme, shares_of(store, actor, acme)[0].link_id)
    times: dict[str, list[float]] = {"A" * 43: [], ended: []}
    for _ in range(60):
        for token, taken in times.items():
            began = time.perf_counter()
            client.get(f"/s/{token}")
            taken.append(time.perf_counter() - began)
    unknown, known = (statistics.median(taken) for taken in times.values())
    assert abs(unknown - known) < 0.5 * max(unknown, known)


def test_a_form_that_did_not_come_from_its_page_is_refused(client: TestClient, share: Share) -> None:
    token, other = share(), share("Bob")
    form = form_of(client, token, kind="in_budget")
    theirs = form_of(client, other, kind="in_budget")
    for wrong in ({**form, "csrf": ""}, {**form, "csrf": "0" * 64}, {**form, "csrf": theirs["csrf"]}):
        assert client.post(f"/s/{token}", data=wrong).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null",
                    "sec-fetch-site": "cross-site"}):  # fmt: skip
        assert client.post(f"/s/{token}", data=form, headers=headers).status_code == 403
    client.cookies.clear()
    assert client.post(f"/s/{token}", data=form).status_code == 403


def test_too_large_a_form_is_refused(client: TestClient, share: Share) -> None:
    token = share()
    form = form_of(client, token, kind="ask", comment="x" * 70_000)
    assert client.post(f"/s/{token}", data=form).status_code == 413


def test_the_passphrase_is_asked_before_anything_is_shown_or_decided(client: TestClient, share: Share) -> None:
    token = share(passphrase="correct horse")
    closed = client.get(f"/s/{token}").text
    assert "Cloud backup" not in closed
    csrf = re.search(r'name="csrf" value="([0-9a-f]{64})"', closed)
    assert csrf
    form = {"csrf": csrf.group(1)}
    assert client.post(f"/s/{token}", data={**form, "line": KEY, "kind": "in_budget"}).status_code == 401
    assert client.post(f"/s/{token}", data={**form, "passphrase": "correct horse"}).status_code == 303
    assert "Cloud backup" in client.get(f"/s/{token}").text
    for _ in range(5):
        client.cookies.delete("evergreen_unlocked")
        client.post(f"/s/{token}", data={**form, "passphrase": "wrong horse"})
    assert "quarter of an hour" in client.post(f"/s/{token}", data={**form, "passphrase": "correct horse"}).text


def test_the_answer_allows_no_script_no_frame_no_cache_and_tells_no_address(client: TestClient, share: Share) -> None:
    answer = client.get(f"/s/{share()}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "secure"))
    assert "<script" not in answer.text
    assert not re.findall(r'(?:src|href)="(?!#|/s/|data:)', answer.text)


MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


def test_markup_in_every_text_field_stays_text(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    save_project(store, actor, acme, {"title": MARKUP, "why": MARKUP, "starts_on": date(2027, 3, 1)})
    publish_roadmap(store, actor, acme, AS_OF, Publication(title=MARKUP, note=MARKUP))
    token = share(MARKUP, downloads=("web", "csv"))
    client.post(f"/s/{token}", data=form_of(client, token, kind="ask", comment=MARKUP))
    for address in (f"/s/{token}", f"/s/{token}/download/web"):
        text = client.get(address).text
        assert "<script" not in text
        assert "<img" not in text
        assert "{{ 7*7 }}" in text


def test_no_cell_of_the_table_is_a_formula(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    edit_initiatives(store, actor, acme, AS_OF, {KEY: {"title": "=HYPERLINK(1)", "why": "@sum"}})
    publish_roadmap(store, actor, acme, AS_OF)
    answer = client.get(f"/s/{share(downloads=('csv',))}/download/csv")
    assert "'=HYPERLINK(1)" in answer.text
    assert ",=" not in answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="Acme roadmap {AS_OF} v2.csv"'


def test_without_costs_no_price_stands_on_the_page_or_in_a_download(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    publish_roadmap(store, actor, acme, AS_OF, Publication(profile=Profile(costs=False)))
    token = share(limit_minor=12_345, downloads=("web", "csv"))
    for address in (f"/s/{token}", f"/s/{token}/download/web", f"/s/{token}/download/csv"):
        text = re.sub(r"<style>.*?</style>", "", client.get(address).text, flags=re.DOTALL)
        assert not re.search(r"[$£€]|USD|1,050|1050|123\.45|purchase", text)


def test_a_newer_version_is_told_but_not_shown(
    client: TestClient, store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share()
    save_project(store, actor, acme, {"title": "Something new", "starts_on": date(2027, 3, 1)})
    publish_roadmap(store, actor, acme, AS_OF)
    text = client.get(f"/s/{token}").text
    assert "A newer version" in text
    assert "Something new" not in text


def test_views_are_counted(client: TestClient, store: Store, actor: Actor, acme: int, share: Share) -> None:
    token = share(downloads=("csv",))
    client.get(f"/s/{token}")
    client.get(f"/s/{token}/download/csv")
    [link] = shares_of(store, actor, acme)
    assert link.views == 1
    assert (datetime.now(UTC) - link.seen_at).total_seconds() < 60
