"""The country pack: governorates, districts, the violation taxonomy and spelling variants, a folder a country."""
