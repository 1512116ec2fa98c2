-- Dry runs of imports, kept a day under the id that « importer » names (ADM-4).

CREATE TABLE import_file (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    file_name text NOT NULL,
    file bytea NOT NULL,
    by_user uuid NOT NULL,
    at timestamptz NOT NULL,
    plan jsonb NOT NULL,
    report jsonb NOT NULL,
    applied_at timestamptz
);
CREATE INDEX import_file_at ON import_file (at);
