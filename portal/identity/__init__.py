"""Organisations, offices, people, memberships, roles, sign-in, sessions."""
