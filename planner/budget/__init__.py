"""Forecast → plan → budget: what each replacement costs and in which fiscal quarter the money goes out."""
