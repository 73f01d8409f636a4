"""Processors as sheets and agents write them."""

from __future__ import annotations

import pytest

from planner.reference import load_reference

PROCESSORS = [
    ("Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz", "Intel Core 8th gen", "yes"),
    ("Intel Core i7-7600U", "Intel Core 7th gen", "no"),
    ("Intel Core i7-7820HQ", "Intel Core 7th gen", "yes"),
    ("i5-6300U", "Intel Core 6th gen", "no"),
    ("Intel Core m5-6Y57", "Intel Core 6th gen", "no"),
    ("Intel Core i5-7Y54", "Intel Core 7th gen", "no"),
    ("Intel Core i5-3470", "Intel Core 3rd gen", "no"),
    ("Intel Core i5 520M", "Intel Core 1st gen", "no"),
    ("11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz", "Intel Core 11th gen", "yes"),
    ("Intel Core i7-1065G7", "Intel Core 10th gen", "yes"),
    ("i7-1255U", "Intel Core 12th gen", "yes"),
    ("Core i3-10100", "Intel Core 10th gen", "yes"),
    ("Intel Core i5 8th Gen", "Intel Core 8th gen", "yes"),
    ("Intel Core Ultra 7 155U", "Intel Core Ultra series 1", "yes"),
    ("AMD Ryzen 5 1600", "AMD Ryzen 1000", "no"),
    ("AMD Ryzen 7 2700X", "AMD Ryzen 2000", "yes"),
    ("AMD Ryzen 5 2500U", "AMD Ryzen 2000", "no"),
    ("AMD Ryzen 5 PRO 4650U with Radeon Graphics", "AMD Ryzen 4000", "yes"),
    ("AMD Ryzen 7 7840U", "AMD Ryzen 7000", "yes"),
    ("Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz", "Intel Xeon E5 v4", "no"),
    ("Intel Xeon E-2236", "Intel Xeon E-2200", "yes"),
    ("Intel Xeon Silver 4210", "Intel Xeon Scalable gen 2", "unproven"),
    ("Intel Celeron N4020", None, "yes"),
    ("Intel Celeron N3350", None, "no"),
    ("Intel N100", None, "yes"),
    ("Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", None, "no"),
    ("AMD A8-7600", None, "no"),
    ("Apple M1", None, "unproven"),
    ("i5", None, "unproven"),
    ("4 cores", None, "unproven"),
]


@pytest.mark.parametrize(("text", "generation", "readiness"), PROCESSORS)
def test_a_processor_is_told_with_its_generation_and_whether_windows_11_runs_on_it(text, generation, readiness):
    found = load_reference().cpu(text)
    assert (found.generation, found.runs_windows_11) == (generation, readiness)


def test_a_generation_was_first_sold_before_its_middle():
    found = load_reference().cpu("i5-8350U")
    assert (str(found.first_launched_on), str(found.launched_on)) == ("2017-08-15", "2018-05-15")
