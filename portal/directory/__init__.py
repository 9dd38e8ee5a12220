"""What organisations show of themselves by consent, and how the commission's offices are reached."""
