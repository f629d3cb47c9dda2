"""The Ductus window. Qt lives here and nowhere else."""
