"""Samples, stores, journals, cards and splits. Numpy and h5py; never torch."""
