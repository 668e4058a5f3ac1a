"""Reading programmes, projects and milestones."""
