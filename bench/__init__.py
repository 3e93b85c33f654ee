"""How fast, how light: `make bench` measures the portal against its budgets (docs/measuring.md)."""
