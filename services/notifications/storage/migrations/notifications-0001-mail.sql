-- The mail queue (NOT-2). A row names what the mail is about by ids only; its text exists from the first
-- attempt until it is sent, so that every attempt carries the same bytes and nothing personal stays.
CREATE TABLE mail (
    id uuid PRIMARY KEY,
    event_id text NOT NULL,
    template text NOT NULL,
    intern_id uuid NOT NULL,
    about jsonb NOT NULL,
    state text NOT NULL DEFAULT 'attente' CHECK (state IN ('attente', 'envoye', 'echec')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    recipient text,
    content bytea,
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    CONSTRAINT mail_once_an_event UNIQUE (event_id, template, intern_id)
);

CREATE INDEX mail_due ON mail (next_at, id) WHERE state = 'attente';
CREATE INDEX mail_failed ON mail (created_at) WHERE state = 'echec';
