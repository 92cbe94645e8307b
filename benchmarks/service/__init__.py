"""The service under load: many cases, many users at its pages, a burst of filings."""
