"""Observation reports of civil-society organisations."""
