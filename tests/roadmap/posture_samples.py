"""A year of a small office's tickets, as a ticket system exports it."""

from __future__ import annotations

TICKETS = """Ticket #,Opened,Closed,Summary,Requester,Configuration,Time spent (min),Priority
T-101,12/01/2026,12/01/2026,Printer offline,Ines Porter,HLA-PRN-001,30,Low
T-102,03/02/2026,04/02/2026,RE: Printer offline!,Ines Porter,HLA-PRN-001,45,Low
T-103,25/03/2026,25/03/2026,Printer offline,Sam Hale,HLA-PRN-001,30,Low
T-104,14/04/2026,14/04/2026,VPN drops,Ines Porter,,60,Medium
T-105,20/05/2026,21/05/2026,New starter,Ines Porter,,120,Low
T-106,02/06/2026,02/06/2026,Password forgotten,Ada Byrne,,15,Low
T-107,16/07/2026,16/07/2026,Screen flickers,Bo Lund,,20,Low
T-108,30/09/2026,01/10/2026,Laptop is slow,Cy Marsh,,40,Medium
"""
"""Three of eight tickets are of one printer, and of one subject. Ines Porter asked for four: 30 + 45 + 60 + 120
minutes."""
