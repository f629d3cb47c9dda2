"""Figures: numpy in, numbers out, each with its definition and source."""
