"""The pages of somebody with an account: her situation, her applications, her cases, her data."""
