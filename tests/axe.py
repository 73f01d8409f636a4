"""axe-core, the accessibility rules that run in the page itself; axe-playwright-python ships its script."""

from __future__ import annotations

from importlib import resources
from typing import Final

from playwright.sync_api import Page

_RUN: Final = """async (within) => {
  const found = await axe.run(within, { resultTypes: ["violations"] });
  return found.violations.filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.impact} ${each.id}: ${each.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
}"""


def serious_violations(page: Page, within: str = "body") -> list[str]:
    """What axe-core calls serious or critical in the part of the page that the selector names, shadow roots too."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, within)
    return found
