"""How a resolution's text falls into clauses, and how quotations cover them."""
