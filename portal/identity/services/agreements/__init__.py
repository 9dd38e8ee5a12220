"""Drafting, publishing and signing agreements, and keeping the commitments of the charter."""
