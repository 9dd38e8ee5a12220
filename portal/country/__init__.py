"""The country pack: governorates, districts, the violation taxonomy and spelling variants, one folder of data a country."""
