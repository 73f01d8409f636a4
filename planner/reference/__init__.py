"""What Evergreen knows of the world: support ends, processors, models, serial numbers, prices. Tables under `data/`."""

from __future__ import annotations

from planner.reference.tables import ModelSeen, Reference, SerialRule, load_reference

__all__ = ["ModelSeen", "Reference", "SerialRule", "load_reference"]
