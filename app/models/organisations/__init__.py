"""Who answers for what, and when."""
