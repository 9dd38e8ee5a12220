"""A plain legal text and its provisions: found in the text, written back as text, divided into pages. No database, no web."""

from portal.library.structure.dividing import DIVISION, divide
from portal.library.structure.reading import read
from portal.library.structure.tree import KEY, KINDS, Node, flatten, size_of
from portal.library.structure.writing import write

__all__ = ["DIVISION", "KEY", "KINDS", "Node", "divide", "flatten", "read", "size_of", "write"]
