"""The signing keys of cities, and signed JSON: what cards, status lists and crosswalks rest on."""
