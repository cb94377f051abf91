"""Measurements as ratios against a peer or floor of the same run. `python -m bench`."""
