"""Everything the studio can do, a menu a file: menus, rails, tooltips, search and the shortcut sheet are made of it."""
