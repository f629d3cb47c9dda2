"""Pictures of handwriting: opened safely, the ink found."""
