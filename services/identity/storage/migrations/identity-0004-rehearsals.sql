-- Sessions of those who take part in « amphis blancs »: no account, no address, gone with the rehearsal (SIM-1).
-- depends: identity-0003-rights

CREATE TABLE rehearsal_session (
    id uuid PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE,
    semestre text NOT NULL CHECK (semestre ~ '^essai-[0-9a-f]{8}$'),
    user_id uuid NOT NULL,
    acts_for uuid,
    display_name text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX rehearsal_session_semestre ON rehearsal_session (semestre);
