"""What people do about the work: they report, ask, answer, urge, say."""
