"""What Ductus ships beside its code: icons, themes, weights with their cards."""
