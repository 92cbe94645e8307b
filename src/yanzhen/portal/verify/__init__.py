"""The doorkeeper's page: it verifies cards on the phone itself, also where there is no network."""
