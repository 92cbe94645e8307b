"""What pages of cases are built of: badges, timelines, facts with their sources, previews."""
