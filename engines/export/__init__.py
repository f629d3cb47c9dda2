"""What leaves Ductus: SVG, PNG, GIF. Shared by the command line and the studio."""
