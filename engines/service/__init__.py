"""The engine processes and the one door to them."""
