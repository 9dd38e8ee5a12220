"""The portal where civil society and an election commission work an election together."""
