-- Receipts of confirmed choices, and the keys that sign them (ENG-8).

-- One key signs, of however many replicas; the private part rests encrypted, and is forgotten once another one signs.
CREATE TABLE receipt_key (
    id text PRIMARY KEY,
    public bytea NOT NULL UNIQUE CHECK (length(public) = 32),
    private bytea,
    since timestamptz NOT NULL,
    until timestamptz CHECK (until >= since),
    CHECK ((private IS NULL) = (until IS NOT NULL))
);
CREATE UNIQUE INDEX receipt_key_one_signs ON receipt_key ((true)) WHERE until IS NULL;

-- `content` is the text that is signed, byte for byte; an intern's newest one is of the post that stands (CHX-6).
CREATE TABLE receipt (
    amphi_id uuid NOT NULL REFERENCES amphi,
    seq bigint NOT NULL,
    intern_id uuid NOT NULL,
    key_id text NOT NULL REFERENCES receipt_key,
    content text NOT NULL,
    signature bytea NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (amphi_id, intern_id, seq)
);
