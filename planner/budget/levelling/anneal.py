"""A plan made better by annealing: single moves and exchanges drawn at random, worse ones taken ever more rarely.

Where few units share a quarter, no single move lowers the dearest quarter, and whole-number programs take long to find
what does. The draws are seeded and the steps are counted, so that the same units give the same plan on any machine.

Source: Kirkpatrick, Gelatt, Vecchi, Optimization by Simulated Annealing, Science 220 (1983).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from math import exp

import numpy as np

from planner.budget.levelling.arrays import SLACK, Bools, Ints, Units
from planner.budget.levelling.bound import Bound

ROUNDS = (0.05, 0.1, 0.25, 1.0)
"""Each round tries the choices that a plan might contain whose gap were this share of the best's so far."""
HEAT = 3.0
"""Where each round begins, in spends of all units over their number squared: what a step may cost and still be likely.
It falls with the number of units, as what one of them matters does."""
COLD = 0.005
"""Where each round ends, a share of where it began."""
BREACH = 50.0
"""Price of one minor unit above a limit, beside the evenness's weight."""
EXCHANGES = 0.5
TRIES = 6
"""Draws for a partner that may take the other's place."""


def anneal(units: Units, plan: Ints, proof: Bound, steps: int) -> Ints:
    """The best plan within the limits that `steps` draws come across; `plan` itself where there is none."""
    board = Board(units, plan)
    for number, share in enumerate(ROUNDS):
        board.restart()
        if board.aim <= proof.value:
            break
        worth = proof.worth_trying(proof.value + share * (board.aim - proof.value)) & units.open
        if board.chooses(worth):
            _cool(board, HEAT * board.mean / len(plan), max(steps // len(ROUNDS), 1), random.Random(number))  # noqa: S311
    return np.array(board.best, dtype=np.int64)


def _cool(board: Board, heat: float, steps: int, draw: random.Random) -> None:
    chance, fall = draw.random, COLD ** (1 / steps)
    for _ in range(steps):
        heat *= fall
        unit, other, to = board.drawn(chance)
        if to < 0:
            continue
        change = board.put(unit, other, to)
        if change > 0 and chance() >= exp(-change / heat):
            board.undo()
        else:
            board.keep(change)


class Board:
    """A plan in change, in plain lists, as one unit at a time is looked at. `held`: by quarter what its broken limits
    cost; `mean`: spend of a unit."""

    def __init__(self, units: Units, plan: Ints) -> None:
        self.units, bounds = units, units.bounds
        self.cost, self.money, self.work = units.cost.tolist(), units.spend.tolist(), units.hours.tolist()
        self.open: list[list[bool]] = []
        self.choices: list[list[int]] = []
        self.free: list[int] = []
        self.cap, self.floor, self.capacity = bounds.cap.tolist(), bounds.floor.tolist(), bounds.capacity.tolist()
        self.year_cap, self.year_of = bounds.year_cap.tolist(), bounds.year_of.tolist()
        self.by_year = bool(np.isfinite(bounds.year_cap).any())
        self.mean = max(float(units.spend.mean()), 1.0)
        self.price: float = BREACH * max(units.evenness, 0.1)
        self.hour: float = self.price * float(units.spend.sum()) / max(float(units.hours.sum()), 1.0)
        self.best: list[int] = plan.tolist()
        self.best_value = units.objective(plan) if units.feasible(plan) else np.inf
        self.restart()

    @property
    def aim(self) -> float:
        """What a better plan must stay below: the best so far, or the plan at hand where none keeps the limits."""
        return min(self.best_value, self.value)

    def chooses(self, allowed: Bools) -> bool:
        """Only these unit × quarter choices are drawn from now on; whether there are any."""
        self.open = allowed.tolist()
        self.choices = [np.flatnonzero(row).tolist() for row in allowed]
        stays = [choices == [at] for choices, at in zip(self.choices, self.quarter, strict=True)]
        self.free = [unit for unit, stay in enumerate(stays) if not stay]
        return bool(self.free)

    def restart(self) -> None:
        """From the best plan so far, its sums taken anew."""
        plan = np.array(self.best, dtype=np.int64)
        spend, hours = self.units.totals(plan)
        self.quarter, self.spend, self.hours = plan.tolist(), spend.tolist(), hours.tolist()
        self.year = np.bincount(self.units.bounds.year_of, weights=spend, minlength=len(self.year_cap)).tolist()
        self.peak = max(*self.spend, self.units.even)
        self.held = [self._broken(at) for at in range(len(self.spend))]
        self.value = self.units.objective(plan) + sum(self.held) + self._years()
        self.before: tuple[int, int, int, int, float, float, float, float, float, float] = (0,) * 10

    def drawn(self, chance: Callable[[], float]) -> tuple[int, int, int]:
        """A unit, the one it changes places with (-1: none), and where it goes (-1: nowhere)."""
        free, count = self.free, len(self.free)
        unit = free[int(chance() * count)]
        choices = self.choices[unit]
        to, at = choices[int(chance() * len(choices))], self.quarter[unit]
        if to == at:
            return unit, -1, -1
        if chance() >= EXCHANGES:
            return unit, -1, to
        for _ in range(TRIES):
            other = free[int(chance() * count)]
            if self.quarter[other] == to and self.open[other][at]:
                return unit, other, to
        return unit, -1, -1

    def put(self, unit: int, other: int, to: int) -> float:
        """What it changes; to be followed by `keep` or `undo`."""
        at = self.quarter[unit]
        change, money, hours = self.cost[unit][to] - self.cost[unit][at], self.money[unit], self.work[unit]
        if other >= 0:
            change += self.cost[other][at] - self.cost[other][to]
            money, hours = money - self.money[other], hours - self.work[other]
        self.before = (unit, other, at, to, money, hours, self.peak, self.held[at], self.held[to], self._years())
        self._shift(at, to, money, hours)
        self.held[at], self.held[to] = self._broken(at), self._broken(to)
        self.peak = max(*self.spend, self.units.even)
        *_, peak, held_at, held_to, years = self.before
        change += self.units.evenness * (self.peak - peak) + self.held[at] - held_at + self.held[to] - held_to
        return float(change + self._years() - years)

    def undo(self) -> None:
        _, _, at, to, money, hours, self.peak, self.held[at], self.held[to], _ = self.before
        self._shift(to, at, money, hours)

    def keep(self, change: float) -> None:
        unit, other, at, to, *_ = self.before
        self.quarter[unit] = to
        if other >= 0:
            self.quarter[other] = at
        self.value += change
        if self.value < self.best_value - SLACK and sum(self.held) + self._years() <= SLACK:
            self.best, self.best_value = self.quarter[:], self.value

    def _shift(self, at: int, to: int, money: float, hours: float) -> None:
        self.spend[at] -= money
        self.spend[to] += money
        self.hours[at] -= hours
        self.hours[to] += hours
        if self.by_year:
            self.year[self.year_of[at]] -= money
            self.year[self.year_of[to]] += money

    def _broken(self, at: int) -> float:
        spend, hours, found = self.spend[at], self.hours[at], 0.0
        if spend > self.cap[at]:
            found += self.price * (spend - self.cap[at])
        if spend < self.floor[at]:
            found += self.price * (self.floor[at] - spend)
        if hours > self.capacity[at] + SLACK:
            found += self.hour * (hours - self.capacity[at])
        return found

    def _years(self) -> float:
        if not self.by_year:
            return 0.0
        over: list[float] = [max(spend - cap, 0.0) for spend, cap in zip(self.year, self.year_cap, strict=True)]
        return self.price * sum(over)


def settle(units: Units, plan: Ints) -> Ints:
    """The plan after every single move that lowers the objective, in the units' order, until none does."""
    board = Board(units, plan)
    board.chooses(units.open)
    while _pass(board):
        board.restart()
    return np.array(board.best, dtype=np.int64)


def _pass(board: Board) -> bool:
    before = board.best_value
    for unit in board.free:
        for to in board.choices[unit]:
            if to != board.quarter[unit]:
                change = board.put(unit, -1, to)
                if change < -SLACK:
                    board.keep(change)
                else:
                    board.undo()
    return board.best_value < before - SLACK
