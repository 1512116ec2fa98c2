"""The interns' space: pages, `/api/v1` and the live channel. Owns no data."""
