"""Laws, procedures, Board decisions and other documents."""
