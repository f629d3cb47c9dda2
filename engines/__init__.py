"""Everything Ductus can do without a window: ink, data, models, training, inference."""
