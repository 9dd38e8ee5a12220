"""Sample content for trying the portal: an election month, in three languages."""
