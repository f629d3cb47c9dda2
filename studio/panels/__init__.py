"""The panels on the rail; none imports another."""
