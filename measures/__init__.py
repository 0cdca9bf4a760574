"""Measures for people who redesign public services: from uploaded spreadsheets to answers.

The library knows nothing of the screen: `pages/` arranges what it answers.
"""
