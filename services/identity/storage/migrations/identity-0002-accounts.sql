-- Who can log in, and how: accounts, staff, sessions, mailed links, failures, keys of users' tokens, audit.
-- depends: identity-0001-register

CREATE TABLE account (
    intern_id uuid PRIMARY KEY REFERENCES interne,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    telephone text NOT NULL,
    adresse text NOT NULL,
    ufr text NOT NULL,
    question text NOT NULL,
    answer_hash text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    nom text NOT NULL,
    role text NOT NULL CHECK (role IN ('consultation', 'gestionnaire', 'administrateur')),
    password_hash text NOT NULL,
    totp_secret bytea NOT NULL,
    last_totp_step bigint NOT NULL,
    active boolean NOT NULL
);

CREATE TABLE web_session (
    id uuid PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('interne', 'staff')),
    user_id uuid NOT NULL,
    address text NOT NULL,
    device text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_number bigint UNIQUE,
    CHECK ((ended_at IS NULL) = (ended_number IS NULL))
);
CREATE INDEX web_session_user ON web_session (kind, user_id);

-- The row's lock makes numbers visible in their own order: who has read number n misses nothing below it.
CREATE TABLE ended_counter (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
    newest bigint NOT NULL
);
INSERT INTO ended_counter (newest) VALUES (0);

CREATE TABLE ticket (
    id uuid PRIMARY KEY,
    secret_hash bytea NOT NULL UNIQUE,
    intern_id uuid NOT NULL REFERENCES interne,
    expires_at timestamptz NOT NULL,
    mails integer NOT NULL
);

CREATE TABLE mail_link (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    intern_id uuid NOT NULL REFERENCES interne,
    email text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    failures integer NOT NULL
);

CREATE TABLE failure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX failure_key ON failure (key, at);
CREATE INDEX failure_at ON failure (at);

CREATE TABLE signing_key (
    id text PRIMARY KEY,
    private bytea NOT NULL,
    public_pem text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_id uuid,
    role text NOT NULL,
    session_id uuid,
    address text,
    action text NOT NULL,
    target text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL
);
CREATE INDEX audit_at ON audit (at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
