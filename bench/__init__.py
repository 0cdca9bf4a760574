"""How fast the dashboard is, as ratios measured in one run: python -m bench."""
