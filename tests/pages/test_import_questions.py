"""Import: what is asked before it is applied, and what the answers do."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from planner.actions.clients import list_clients
from planner.actions.imports import preview_import
from planner.actions.roadmaps import client_roadmap
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF
from tests.pages.conftest import SHEET, Open, fine, imported, switched, texts, upload
from web.reading import Queue

DOUBTFUL = """Client,Name,Serial,Type,Enabled,Blurb
Ada & Co,AC-LT1,PF3K9QX1,Laptop,True,blue lid
Ada & Co,AC-LT2,PF3K9QX2,Laptop,False,second shelf
"""


def button(app: AppTest, label: str):
    return next(button for button in app.button if button.label == label)


def titles(app: AppTest) -> list[str]:
    return [tab.label for tab in app.tabs]


def test_a_doubtful_column_is_asked_about_first_and_the_answer_is_remembered(open_page: Open) -> None:
    app = fine(upload(open_page("import_"), text=DOUBTFUL))
    assert "1 column is doubtful: please look." in texts(app)
    assert titles(app)[0] == "Doubtful columns (1)"
    assert "Status (doubtful)" in texts(app)
    (asked,) = [box for box in app.selectbox if box.key.startswith("holds_")]
    assert asked.value == "status"
    asked.set_value("")
    app = fine(button(app, "Remember these columns").click().run())
    assert "doubtful" not in texts(app)
    assert titles(app)[0] == "What would change"
    app = fine(app.button(key="discard").click().run())
    app = fine(upload(app, "later.csv", DOUBTFUL))
    assert "doubtful" not in texts(app)
    assert "2 columns kept as extras" in texts(app)


def test_sheets_of_the_same_headers_are_asked_about_once(open_page: Open) -> None:
    app = open_page("import_")
    app.file_uploader[0].upload("north.csv", DOUBTFUL.encode(), "text/csv")
    app.file_uploader[0].upload("south.csv", DOUBTFUL.replace("AC-", "SO-").replace("PF3", "PG4").encode(), "text/csv")
    app = fine(app.run())
    assert "1 column is doubtful" in texts(app)
    assert [item.label for item in app.button].count("Remember these columns") == 1


def test_a_sheet_without_headers_is_told_what_was_guessed(open_page: Open) -> None:
    rows = "".join(f"UTCS{3200 + number:05},HEALTH{number:02}\n" for number in range(20))
    app = fine(upload(open_page("import_"), "chromebooks.csv", rows))
    assert "chromebooks.csv has no headers, and 2 columns had to be guessed" in texts(app)
    assert "Remember these columns" not in [item.label for item in app.button]
    assert not [box for box in app.selectbox if box.key == "change_which"]


def test_a_field_is_given_to_one_column_only(open_page: Open) -> None:
    two = DOUBTFUL.replace("Blurb", "DataClassification").replace("blue lid", "Internal")
    app = upload(open_page("import_"), text=two.replace("second shelf", "Confidential"))
    assert "2 columns are doubtful" in texts(app)
    for box in [box for box in app.selectbox if box.key.startswith("holds_")]:
        box.set_value("site")
    app = button(app, "Remember these columns").click().run()
    assert "Two columns are to be" in app.error[0].value


def test_a_column_that_was_thought_sure_can_be_changed(open_page: Open) -> None:
    app = fine(upload(open_page("import_"), text=DOUBTFUL))
    which = app.selectbox(key="change_which")
    assert "Blurb → an extra" in which.options
    number = next(at for at, label in enumerate(which.options) if label.startswith("Blurb"))
    app = which.select_index(number).run()
    app = app.selectbox(key=f"change_{number}").set_value("assigned_to").run()
    app = fine(app.button(key="change_column").click().run())
    assert "Blurb → Assigned to" in app.selectbox(key="change_which").options


def test_a_device_that_is_gone_is_retired_only_where_a_person_says_so(
    open_page: Open, page_store: Store, actor: Actor
) -> None:
    def in_use() -> set[str]:
        schedule = client_roadmap(page_store, actor, 1, AS_OF).schedule
        return set(schedule.loc[~schedule["is_retired"].fillna(value=False), "name"])

    without_two = "\n".join(line for line in SHEET.split("\n") if "AC-LT2" not in line and "AC-SV1" not in line)
    app = fine(upload(imported(open_page("import_")), text=without_two))
    assert "2 devices may be out of use" in texts(app)
    assert [box.value for box in app.checkbox] == [False, False]
    assert "is not in the new sheet" in app.checkbox[0].label
    app = fine(app.button(key="apply").click().run())
    assert {"AC-LT2", "AC-SV1"} <= in_use()

    app = upload(app, text=without_two)
    app = fine(next(box for box in app.checkbox if "SV1" in box.label).check().run())
    assert app.button(key="apply").label == "Apply 2 rows and retire 1 device"
    fine(app.button(key="apply").click().run())
    assert "AC-SV1" not in in_use()
    assert "AC-LT2" in in_use()


def test_what_was_chosen_to_be_retired_is_forgotten_with_a_discarded_import(open_page: Open) -> None:
    without_one = "\n".join(line for line in SHEET.split("\n") if "AC-LT2" not in line)
    app = upload(imported(open_page("import_")), text=without_one)
    app = app.checkbox[0].check().run()
    app = upload(app.button(key="discard").click().run(), text=without_one)
    assert [box.value for box in fine(app).checkbox] == [False]


def test_a_new_name_that_is_like_a_clients_can_become_its_other_name(
    open_page: Open, page_store: Store, actor: Actor
) -> None:
    app = fine(upload(open_page("import_"), text=SHEET.replace("Ada & Co", "Brackwater Logistics Inc.")))
    app = switched(fine(app.button(key="apply").click().run()), "import_")
    app = fine(upload(app, text=SHEET.replace("Ada & Co", "Brackwater")))
    assert "Is Brackwater the same client as Brackwater Logistics Inc.?" in texts(app)
    app = fine(button(app, r"Yes, Brackwater is Brackwater Logistics Inc\.").click().run())
    assert "4 unchanged" in texts(app)
    assert "same client" not in texts(app)
    fine(app.button(key="apply").click().run())
    assert [client.name for client in list_clients(page_store, actor)] == ["Brackwater Logistics Inc."]


def test_rejected_rows_are_offered_where_there_are_some(open_page: Open) -> None:
    app = fine(upload(open_page("import_")))
    assert not app.get("download_button")
    app = app.button(key="discard").click().run()
    app = fine(upload(app, text=f"{SHEET}Ada & Co,,,,,,2022-01-10,,York,\n"))
    assert [item.label for item in app.get("download_button")] == ["Download the rejected row"]


def test_a_reading_that_was_left_ends_before_its_next_file_and_stores_nothing(store: Store, actor: Actor) -> None:
    queue = Queue([Upload("one.csv", SHEET.encode()), Upload("two.csv", SHEET.encode())])
    assert preview_import(store, actor, queue, AS_OF).difference.counts["added"] == 4
    queue.is_left = True
    with pytest.raises(PlannerError, match="cancelled"):
        preview_import(store, actor, queue, AS_OF)
    assert list_clients(store, actor) == ()
