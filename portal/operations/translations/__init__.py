"""The interface's strings out to a native reader and back."""
