"""Everything HTTP: REST and pages over the same queries."""
