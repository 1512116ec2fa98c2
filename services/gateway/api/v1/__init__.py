"""`/api/v1`: JSON on the same rules as the pages, described by `/api/v1/openapi.json`."""
