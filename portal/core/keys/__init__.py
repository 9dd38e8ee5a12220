"""The keys of protected fields and files: which there are, whether they are the right ones, and how they are changed."""
