"""The registry: people, organisations, teams and projects, and what is known of them."""
