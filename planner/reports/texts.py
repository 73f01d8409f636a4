"""Every fixed word that a client reads on the page, in one place: another language is another file like this."""

from __future__ import annotations

from typing import Final

LANGUAGE: Final = "en"
TEXTS: Final = {
    "as_of": "as of {day}", "version": "version {number}", "draft": "draft",
    "prepared_by": "Prepared by {name}", "for": "For {client}",
    "changes": "What changed since the last version", "decide": "What you are asked to decide",
    "roadmap": "The roadmap, quarter by quarter", "budget": "What it costs, quarter by quarter",
    "risks": "The top risks", "posture": "How well run and protected you are", "goals": "What you want to reach",
    "fleet": "Your devices", "note": "From your adviser", "downloads": "Take it with you",
    "unscheduled": "Not scheduled", "cap": "cap {amount} a quarter", "line": "Line", "quarter": "Quarter",
    "total": "Total", "share_of_goal": "Serves: {goal}", "devices_one": "1 device", "devices": "{count} devices",
    "later": "{amount} more in later quarters", "after": "after {title}",
    "not_in_budget": "not in the budget yet", "no_price": "price not known yet",
    "skip": "Skip to what you decide", "jump": "Fiscal years",
    "likelihood": "Likelihood", "impact": "Impact", "owner": "Owner", "of_five": "{level} of 5",
    "area": "Area", "score": "Score", "none": "–",
    "reading_as_decider": "You open this as {name} and can decide until {day}.",
    "reading_as_commenter": "You open this as {name}; you can ask and comment until {day}.",
    "limit": "For one line you can let up to {amount} be purchased.",
    "newer": "A newer version of this roadmap was published. Ask your adviser for its link.",
    "changed_since_approved": "Changed since approved: please look again",
    "disagree": "The deciders disagree",
    "form": "Your decision", "form_comment": "Ask or comment", "again": "Decide anew", "send": "Send",
    "amount": "Up to which amount, {currency}", "board_on": "The board meets on", "to_quarter": "To which quarter",
    "comment": "Your words", "comment_hint": "needed to decline, to ask and to comment",
    "web": "This page as one file", "csv": "The lines as a table (CSV)",
    "passphrase": "Passphrase", "passphrase_ask": "This roadmap is protected. Enter the passphrase that you were told.",
    "open": "Open", "wrong": "That is not the passphrase.",
    "locked": "Too many wrong passphrases. Try again in a quarter of an hour.",
    "sent": "Thank you, this was noted.",
    "not_found": "This link opens nothing", "not_found_why": "It may have ended, or not all of it was copied. Ask "
    "whoever sent it for a new one.",
    "forged": "This was not sent from the page",
    "forged_why": "Nothing was noted. Open the link again and decide there.",
    "too_long": "That is too much at once",
}  # fmt: skip
KINDS: Final = {
    "in_budget": "Approve in the budget", "purchase": "Approve to purchase", "board": "Approve subject to the board",
    "defer": "Defer", "decline": "Decline", "ask": "Ask a question", "comment": "Comment",
}  # fmt: skip
SAID: Final = {
    "in_budget": "approved it in the budget", "purchase": "approved to purchase up to {amount}",
    "board": "approved it subject to the board on {day}", "defer": "deferred it to {quarter}",
    "decline": "declined it", "ask": "asked", "comment": "said",
}  # fmt: skip
OUTCOMES: Final = {
    "open": "to decide", "approved": "approved", "deferred": "deferred", "declined": "declined",
    "disputed": "the deciders disagree",
}  # fmt: skip
STATUSES: Final = {
    "proposed": "proposed", "approved": "approved", "deferred": "deferred", "declined": "declined", "done": "done",
}  # fmt: skip
SLIDES: Final = {
    "deck": "Technology review", "for": "For {client}", "by": "Prepared by {name}",
    "as_of": "As of {day}, version {number}",
    "as_of_draft": "As of {day}, draft", "footer": "{client} · as of {day}", "logo": "Logo",
    "answer": "Where we stand", "changes": "What changed since the last version",
    "spend": "What it costs, quarter by quarter", "budget": "The budget by fiscal year", "line": "Line",
    "total": "Total", "roadmap": "The roadmap, quarter by quarter", "decide": "What you are asked to decide",
    "decide_at": "What you are asked to decide ({at} of {all})",
    "no_decision": "Nothing waits for your decision today.", "what": "What", "when": "When", "why": "Why",
    "amount": "Amount", "devices": "Devices", "risks": "The top risks", "risk": "Risk", "likelihood": "Likelihood",
    "impact": "Impact", "of_five": "{level} of 5", "fleet": "Your devices",
    "fleet_and_areas": "Your devices and how well they are protected",
    "statuses": "Devices by status", "areas": "Posture by area, percent", "score": "Score",
    "goals": "What you want to reach, and the next steps", "steps": "Next steps", "next": "Next steps",
    "next_decide": "Decide on {count} lines of the next four quarters, among them:",
    "next_decide_one": "Decide on 1 line of the next four quarters:",
    "next_read": "The whole plan stands in the workbook and in the pre-read.", "unscheduled": "Not scheduled",
    "cap": "Cap a quarter", "more": "+ {count} more", "later": "{count} later lines", "later_one": "1 later line",
    "later_why": "In the plan for the years after; each is decided when it comes near.", "no_price": "no price yet",
    "not_in_budget": "{amount}, not in the budget yet", "no_devices": "There are no devices yet.",
    "no_spend": "Nothing is planned to be spent.", "nothing": "Nothing is on the roadmap yet.",
    "others": "All other lines", "note_cover": "{client}. {answer}", "note_answer": "{answer} {note}",
    "note_changes": "Since the last version: {told}",
    "note_spend": "In all {total} over {count} quarters. The fullest is {peak} with {amount}.",
    "note_cap": "The cap is {amount} a quarter.", "note_budget": "By fiscal year: {told}.",
    "note_decide": "For each line ask: approve in the budget, approve to purchase, defer or decline? {told}",
    "note_roadmap": "Told by quarter: {told}", "note_risks": "Ask whether these are still the right ones: {told}",
    "note_fleet": "The fleet: {told}.", "note_goals": "Ask which of these goals changed. {told}",
}  # fmt: skip
SPEND: Final = {
    "devices": "Devices", "work": "Installation and disposal", "projects": "Projects", "agreed": "Contracts",
    "unplanned": "Failures and contingency", "tax": "Tax",
}  # fmt: skip
CALENDAR: Final = {
    "name": "{client}: technology dates",
    "about": "Renewals, ends of support, planned work and reviews, as Evergreen knows them on {day}.",
    "renews": "{contract} renews", "ends": "{contract} ends",
    "renews_why": "From {now} to {then} a year.", "ends_why": "It does not renew. It costs {now} a year.",
    "notice": "Last day to give notice: {contract}", "notice_why": "It renews on {day} for {then} a year otherwise.",
    "os": "{what}: security updates end", "firmware": "{what}: firmware support ends",
    "hardware": "{what}: the maker's support ends",
    "units_one": "1 device has it.", "units": "{count} devices have it.",
    "planned": "{quarter}: {title}", "planned_amount": "{amount}, planned.", "review": "Review: {title}",
}  # fmt: skip
CALENDAR_CATEGORIES: Final = {
    "renewal": "Contract renewals", "notice": "Notice deadlines", "support": "Ends of support",
    "planned": "Planned work", "review": "Reviews",
}  # fmt: skip
PDF: Final = {
    "summary": "Summary for signature", "pre_read": "Pre-read", "as_of": "As of {day}",
    "version": "Version {number}", "draft": "Draft",

    "prepared_by": "Prepared by {name}", "prepared_for": "Prepared for", "page": "Page {n} of {all}",
    "logo": "Logo of {name}", "logo_unnamed": "Logo", "years": "Spend by fiscal year", "whole": "All years",
    "later_years": "{first}–{last}", "decide": "For your decision",
    "decide_none": "Nothing waits for your decision today.", "more": "and {count} more, in the pre-read",
    "more_one": "and 1 more, in the pre-read", "all_lines": "All {count} lines",
    "these": "all {count} lines to decide", "this": "the line to decide", "unpriced": "{count} without a price yet",
    "proposed": "{amount} more is not in the budget yet", "decision": "Decision", "approved": "Approved",
    "approved_with_changes": "Approved with changes", "declined": "Declined", "changes_asked": "Changes",
    "name": "Name", "signature": "Signature", "date": "Date",
    "scope": "This decision is about {lines} of version {number} of the roadmap, as of {day}.",
    "scope_draft": "This decision is about {lines} of the roadmap's draft, as of {day}.",
    "scope_none_draft": "This decision is about the roadmap's draft, as of {day}.",
    "scope_none": "This decision is about version {number} of the roadmap, as of {day}.",
    "lane": "Lane", "devices": "Devices", "status": "Status", "amount": "Amount", "budget": "The budget in full",
    "by_year": "By fiscal year", "by_years": "By fiscal year, from {first}", "of_year": "{year} by quarter",
    "rounded": "Amounts in {currency}, each rounded on its own to whole units; the totals are of the exact amounts.",
    "no_lines": "No line is on the roadmap yet.", "no_spend": "Nothing is planned to be spent.",
    "cap": "Cap of {amount} a quarter", "units": "Devices",
    "spend_alt": "Bar chart of the planned spend by quarter: {told}.", "cap_alt": " A line marks the cap of {amount}.",
    "fleet_alt": "The fleet by status: {told}.", "risk": "Risk", "contact": "Contact", "adviser": "From your adviser",
    "changes": "What changed since the last version", "goals": "What you want to reach",
    "roadmap": "The roadmap by quarter", "risks": "The top risks", "posture": "How well run and protected you are",
    "fleet": "Your devices by status", "asked": "What you are asked to decide",
}  # fmt: skip
