"""Whether everything is as it should be, said in a line each; nothing is changed."""
