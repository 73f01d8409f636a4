"""The few rules that the theme's settings cannot say. Colours come from the text's own, so both modes work."""

from __future__ import annotations

from typing import Final


def style(paper: str) -> str:
    """The rules, with the page's own background for what must cover what scrolls beneath it."""
    return f"<style>:root {{ --eg-paper: {paper}; }}\n{_RULES}</style>"


_RULES: Final = """
.stMainBlockContainer { max-width: 1200px; padding-top: 3.25rem; padding-bottom: 4rem; }
[data-testid=stFileUploaderDropzone] { min-height: 8rem; display: flex; flex-direction: column; gap: .35rem;
  align-items: center; justify-content: center; border-style: dashed; }
[data-testid=stFileUploaderDropzone]::before { content: "Drop files here"; font-weight: 600; }
[data-testid=stButtonGroup] button[aria-checked=true], [data-testid=stButtonGroup] button[aria-checked=true] * {
  color: inherit !important; font-weight: 600; }
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p { color: inherit; opacity: 1; }
[data-testid=stCaptionContainer] p { opacity: .78; }
.eg-answer { font-size: 1.3rem; line-height: 1.4; font-weight: 600; margin: 0; max-width: 60rem; text-wrap: pretty; }
.eg-lead { margin: .25rem 0 0; opacity: .75; max-width: 52rem; }
.eg-eyebrow { font-size: .87rem; font-weight: 600; opacity: .7; margin: 0 0 .3rem; }
.eg-line { margin: .2rem 0 0; font-size: 1.05rem; max-width: 52rem; }
.eg-note { font-size: .87rem; opacity: .75; margin: 0; max-width: 60rem; }
.eg-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .75rem;
  margin: .25rem 0 !important; padding: 0 !important; }
.eg-figure { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); border-radius: .6rem;
  padding: .7rem .9rem; }
.eg-figure dt { font-size: .82rem; opacity: .75; }
.eg-figure dd { margin: 0; font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.35;
  overflow-wrap: anywhere; }
.eg-figure small { display: block; font-size: .8rem; font-weight: 400; opacity: .75; }
.eg-scroll { overflow-x: auto; max-width: 100%; }
.eg-table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .9rem;
  font-variant-numeric: tabular-nums; }
.eg-table caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
.eg-table th, .eg-table td { padding: .45rem .7rem; text-align: left; vertical-align: top; white-space: normal;
  border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 13%, transparent); overflow-wrap: break-word; }
.eg-table thead th { font-weight: 600; border-bottom: 2px solid color-mix(in srgb, currentColor 30%, transparent);
  white-space: nowrap; vertical-align: bottom; }
.eg-table thead small { display: block; font-weight: 400; opacity: .7; }
.eg-table .n { text-align: right; white-space: nowrap; }
.eg-table td.o { white-space: nowrap; }
.eg-nothing { opacity: .4; }
.eg-table tfoot td, .eg-table tfoot th { font-weight: 650; border-bottom: 0;
  border-top: 2px solid color-mix(in srgb, currentColor 30%, transparent); }
.eg-sticky th:first-child, .eg-sticky td:first-child { position: sticky; left: 0; background: var(--eg-paper);
  min-width: 9rem; z-index: 1; }
.eg-chip { white-space: nowrap; }
.eg-chip::before { content: ""; display: inline-block; width: .7em; height: .7em; border-radius: 50%;
  margin-right: .45em; background: var(--dot); }
.eg-chip.overdue::before { border-radius: 0; transform: rotate(45deg) scale(.9); }
.eg-chip.due::before { border-radius: 2px; }
.eg-chip.unknown::before { background: transparent; box-shadow: inset 0 0 0 2px var(--dot); }
.eg-why { display: block; font-size: .85rem; opacity: .75; max-width: 44rem; text-wrap: pretty; }
.eg-what { margin: 0; display: flex; flex-wrap: wrap; gap: .15rem 1rem; }
.eg-files { list-style: none; margin: 0 !important; padding: 0 !important; font-size: .9rem; }
.eg-files li { margin: 0; opacity: .6; }
.eg-files li::before { content: "·"; display: inline-block; width: 1.4em; }
.eg-files li.now { opacity: 1; font-weight: 600; }
.eg-files li.now::before { content: "→"; }
.eg-files li.read::before { content: "✓"; }
.eg-old { text-decoration: line-through; opacity: .6; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 4.25rem 1rem 3rem; }
  .eg-table .s { display: none; }
  .eg-table th, .eg-table td { padding: .4rem .5rem; }
  .eg-answer { font-size: 1.12rem; }
  .eg-figures { grid-template-columns: repeat(2, 1fr); gap: .5rem; }
  .eg-figure dd { font-size: 1.15rem; }
  .eg-sticky th:first-child, .eg-sticky td:first-child { min-width: 7rem; max-width: 9rem; }
}
"""
