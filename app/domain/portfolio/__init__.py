"""What state the work is in, and what state it may go to."""
