"""Shape of input; what is right and wrong is said by the actions."""
