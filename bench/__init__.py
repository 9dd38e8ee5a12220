"""Measuring the portal beside a bare page. Run with `make bench`; never part of the tests."""
