-- Dry runs of imports, kept a day under the id that « importer » names (ADM-4).

CREATE TABLE import_run (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    by_user uuid NOT NULL,
    at timestamptz NOT NULL,
    sheet jsonb NOT NULL,
    plan jsonb NOT NULL,
    applied_at timestamptz
);
CREATE INDEX import_run_at ON import_run (at);
