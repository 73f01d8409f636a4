"""The failure model against the figures that were published with its derivation, and what must hold for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.fields import CATEGORIES
from planner.lifecycle.failure import failure_priors, fleet_factor, forced_hazard, forced_purchases

USUAL = np.array([np.nan])


@pytest.mark.parametrize(
    ("category", "expected"),
    [("laptop", (0.046, 0.154, 0.262)), ("desktop", (0.018, 0.080, 0.148)), ("server", (0.007, 0.015, 0.064)),
     ("storage", (0.008, 0.062, 0.125)), ("switch", (0.041, 0.076, 0.148)), ("ups", (0.007, 0.119, 0.263)),
     ("printer", (0.092, 0.215, 0.358)), ("monitor", (0.039, 0.095, 0.167)), ("phone", (0.076, 0.135, 0.195)),
     ("mobile_phone", (0.269, 0.491, 0.673)), ("tablet", (0.189, 0.363, 0.526))],
)  # fmt: skip
def test_unplanned_need_by_3_5_and_7_years_is_as_derived(category, expected):
    hazard = forced_hazard([category], np.array([[3.0, 5.0, 7.0]]), USUAL)[0]
    assert 1 - np.exp(-hazard) == pytest.approx(expected, abs=6e-4)


def test_a_new_laptops_quarters_add_up_to_its_curve():
    twelve = forced_purchases(["laptop"], np.array([0.0]), USUAL, 12)
    assert twelve.sum() == pytest.approx(0.046, abs=6e-4)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CATEGORIES), st.floats(-1, 20), st.floats(0, 7), st.integers(1, 40))
def test_probabilities_are_none_below_zero_and_together_one_at_most(category, age, warranty, quarters):
    found = forced_purchases([category], np.array([age]), np.array([warranty]), quarters)
    assert found.shape == (1, quarters)
    assert (found >= 0).all()
    assert found.sum() <= 1 + 1e-12


@pytest.mark.parametrize("category", [name for name in CATEGORIES if failure_priors()[name] is not None])
def test_the_risk_of_the_next_quarter_rises_with_age(category):
    ages = np.array([1.0, 4.0, 7.0, 10.0])
    found = forced_purchases([category] * 4, ages, np.full(4, 0.5), 1)[:, 0]
    assert (np.diff(found) > 0).all()


def test_after_the_warranty_a_fault_costs_more_often():
    under, over = forced_purchases(["server"] * 2, np.array([3.0, 3.0]), np.array([5.0, 2.0]), 1)[:, 0]
    assert over > 4 * under


def test_a_virtual_machine_never_breaks():
    assert forced_purchases(["virtual_machine"], np.array([9.0]), USUAL, 8).sum() == 0


def test_every_category_has_a_prior_or_nothing_to_break_and_says_whose_it_is():
    priors = failure_priors()
    assert set(priors) == set(CATEGORIES)
    assert priors["virtual_machine"] is None
    laptop = priors["laptop"]
    assert laptop is not None
    assert not laptop.is_neighbour


@pytest.mark.parametrize(
    ("category", "component"),
    [("router", "firewall"), ("dock", "monitor"), ("camera", "access_point"), ("recorder", "nas_chassis"),
     ("workstation", "desktop"), ("other", "desktop")],
)  # fmt: skip
def test_a_category_without_figures_takes_a_neighbours_and_says_so(category, component):
    prior = failure_priors()[category]
    assert prior is not None
    assert (prior.component, prior.is_neighbour) == (component, True)


def test_many_devices_at_once_are_as_each_by_itself():
    categories = ["laptop", "server", "virtual_machine", "printer"] * 5000
    ages = np.linspace(-1, 12, len(categories))
    warranty = np.where(np.arange(len(categories)) % 3 == 0, np.nan, ages / 2)
    factor = np.linspace(0.5, 2, len(categories))
    found = forced_purchases(categories, ages, warranty, 20, factor)
    same = forced_purchases(pd.Categorical(categories), ages, warranty, 20, factor)
    assert np.array_equal(found, same)
    for i in (0, 1, 2, 3, 8191, 8192, 19_999):
        alone = slice(i, i + 1)
        each = forced_purchases(categories[alone], ages[alone], warranty[alone], 20, factor[alone])
        assert found[alone] == pytest.approx(each)


def test_twice_the_expected_failures_raise_the_factor_by_their_credibility():
    found = fleet_factor(actual=8, expected=4, sigma_log_hazard=0.35)
    prior = 1 / 0.35**2
    assert found.factor == pytest.approx((8 + prior) / (4 + prior))
    assert found.p10 < found.factor < found.p90


def test_without_any_failures_expected_the_prior_stands():
    found = fleet_factor(0, 0, 0.5)
    assert found.factor == 1
    # gamma with shape 4 and rate 4: P10 0.4362, P90 1.6702 (tables of the chi-squared with 8 degrees of freedom)
    assert (found.p10, found.p90) == (pytest.approx(0.4362, abs=0.0001), pytest.approx(1.6702, abs=0.0001))
