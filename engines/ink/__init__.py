"""Ink as values: strokes, geometry, rendering and synthesis. Numpy only."""
