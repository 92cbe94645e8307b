"""Awards: from a decision in effect to money over years, exactly once."""
