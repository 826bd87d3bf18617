"""Measures Selon on the development sets: python -m bench --sets DIR."""
