"""Import: what is in this sheet, and what will change?"""

from __future__ import annotations

from tests.pages.conftest import SHEET, Open, fine, imported, switched, texts, upload


def test_without_a_client_the_welcome_asks_for_a_sheet(open_page: Open) -> None:
    app = fine(open_page())
    assert "Drop an asset sheet" in texts(app)
    assert app.button(key="demo").label == "Open the demo client"


def test_a_dropped_sheet_is_shown_before_anything_is_stored(open_page: Open) -> None:
    app = fine(upload(open_page("import_")))
    assert "4 assets of 1 client" in texts(app)
    assert "Nothing is stored yet" in texts(app)
    assert "New client: Ada &amp; Co" in texts(app)
    difference = app.dataframe[0].value
    assert list(difference["Effect"]) == ["New"] * 4
    assert list(difference["Row"]) == [2, 3, 4, 5]


def test_the_pending_import_is_still_there_after_a_look_at_another_page(open_page: Open) -> None:
    app = upload(open_page("import_"))
    app = switched(app, "budget")
    assert "There is no client yet" in texts(fine(app))
    app = fine(switched(app, "import_"))
    assert "4 assets of 1 client" in texts(app)


def test_the_first_import_leads_straight_to_the_roadmap(open_page: Open) -> None:
    app = fine(upload(open_page("import_")).button(key="apply").click().run())
    assert "initiatives in" in texts(app)


def test_applied_it_is_in_the_history_and_can_be_taken_back(open_page: Open) -> None:
    app = fine(imported(open_page("import_")))
    assert "The import is stored." in texts(app)
    assert "assets.csv" in texts(app)
    assert app.selectbox(key="client_id").value == 1
    app = fine(app.button(key="undo_applied").click().run())
    assert "undone" in texts(app)
    assert not [box for box in app.selectbox if box.key == "client_id"]


def test_a_second_sheet_shows_what_changes_from_old_to_new(open_page: Open) -> None:
    app = imported(open_page("import_"))
    app = fine(upload(app, text=SHEET.replace("Leeds,Bo", "York,Bo")))
    difference = app.dataframe[0].value
    changed = difference[difference["Effect"] == "Changed"]
    assert list(changed["Device"]) == ["AC-LT2"]
    assert list(changed["What changes"]) == ["Site: Leeds → York"]
    assert list(difference["Effect"]).count("Unchanged") == 3


def test_a_sheet_that_names_no_client_asks_for_one(open_page: Open) -> None:
    nameless = "\n".join(line.split(",", 1)[1] for line in SHEET.strip().split("\n"))
    app = fine(upload(imported(open_page("import_")), text=nameless))
    assert app.button(key="apply").disabled
    assert app.selectbox(key="whose").value is None
    app = fine(app.selectbox(key="whose").set_value("Ada & Co").run())
    assert not app.button(key="apply").disabled
    assert "4 unchanged" in texts(app)


def test_a_discarded_import_leaves_nothing(open_page: Open) -> None:
    app = upload(open_page("import_"))
    app = fine(app.button(key="discard").click().run())
    assert "Drop the asset sheets you have" in texts(app)
    assert "Imports so far" not in [title.value for title in app.subheader]


def test_a_file_that_is_no_table_is_refused_in_words(open_page: Open) -> None:
    app = open_page("import_")
    app.file_uploader[0].upload("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "is a picture" in app.error[0].value
    assert "apply" not in [button.key for button in app.button]


def test_markup_in_a_sheet_is_shown_as_text(open_page: Open) -> None:
    hostile = SHEET.replace("Ada & Co", "<img src=x onerror=alert(1)>")
    app = fine(imported(open_page("import_")))
    app = fine(upload(app, "hostile.csv", hostile).button(key="apply").click().run())
    assert "<img" not in texts(app)
    assert "&lt;img" in texts(app)
