"""Model families: tensors in, tensors out."""
