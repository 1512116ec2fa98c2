-- Amphis, their decision logs, and what stands beside a log: rosters, commands, presence, absences.

-- The row of an amphi is its lock. `seq`, `hash` and `last_at` are the end of its log; `next_at` is when the engine
-- is due, `seen_at` when anybody last held the row: a turn that ran unseen gets that time back (decision 3).
CREATE TABLE amphi (
    id uuid PRIMARY KEY,
    code text NOT NULL,
    libelle text NOT NULL,
    semestre text NOT NULL CHECK (semestre ~ '^(05|11)[0-9]{4}$'),
    groupe_code text NOT NULL,
    groupe_label text NOT NULL,
    formation text NOT NULL,
    regimes text[] NOT NULL CHECK (cardinality(regimes) > 0),
    offer_id text NOT NULL GENERATED ALWAYS AS (semestre || ':' || groupe_code) STORED,
    settings jsonb NOT NULL,
    favoris_at timestamptz NOT NULL,
    call_list_version_id uuid NOT NULL,
    call_list_number integer NOT NULL,
    internes integer NOT NULL CHECK (internes > 0),
    phase text NOT NULL DEFAULT 'brouillon'
        CHECK (phase IN ('brouillon', 'valide', 'ouvert', 'en_cours', 'termine')),
    paused boolean NOT NULL DEFAULT false,
    seq bigint NOT NULL DEFAULT 0 CHECK (seq >= 0),
    hash text NOT NULL DEFAULT repeat('0', 64),
    last_at timestamptz,
    next_at timestamptz,
    seen_at timestamptz,
    UNIQUE (semestre, code)
);
CREATE INDEX amphi_due ON amphi (next_at) WHERE next_at IS NOT NULL;

-- The timetable of an amphi: its sessions, as cut by ARS. Once validated, the log tells their states.
CREATE TABLE slice (
    amphi_id uuid NOT NULL REFERENCES amphi,
    number integer NOT NULL CHECK (number > 0),
    first_rang integer NOT NULL CHECK (first_rang > 0),
    last_rang integer NOT NULL CHECK (last_rang >= first_rang),
    starts_at timestamptz NOT NULL,
    par_interne interval NOT NULL,
    by_clock boolean NOT NULL,
    PRIMARY KEY (amphi_id, number)
);

-- The définitive call list that the amphi took whole: what projections may show of persons.
CREATE TABLE roster (
    amphi_id uuid NOT NULL REFERENCES amphi,
    rang_appel integer NOT NULL CHECK (rang_appel > 0),
    intern_id uuid NOT NULL,
    nom text NOT NULL,
    prenom text NOT NULL,
    des_code text NOT NULL,
    des_label text NOT NULL,
    regime text NOT NULL,
    anciennete integer NOT NULL,
    absence_motif text NOT NULL DEFAULT '',
    PRIMARY KEY (amphi_id, rang_appel),
    UNIQUE (amphi_id, intern_id)
);
CREATE INDEX roster_intern ON roster (intern_id);

-- The log (decision 2). `payload` is the canonical text that is hashed, byte for byte.
CREATE TABLE decision (
    amphi_id uuid NOT NULL REFERENCES amphi,
    seq bigint NOT NULL CHECK (seq > 0),
    at timestamptz NOT NULL,
    actor text NOT NULL,
    type text NOT NULL,
    payload text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (amphi_id, seq)
);

-- Free text beside the log, whose payload has its salted SHA-256: erasing a row leaves the chain whole (ENG-8).
CREATE TABLE side_text (
    amphi_id uuid NOT NULL REFERENCES amphi,
    hash text NOT NULL,
    salt bytea NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (amphi_id, hash)
);

-- What people asked, by their key, with its answer (G-3). A choice is stored without one when it is received
-- (decision 4): `payload` is then all that postes is asked, `turn_id` its turn, `numero` its post.
CREATE TABLE command (
    id uuid NOT NULL UNIQUE,
    amphi_id uuid NOT NULL REFERENCES amphi,
    key text NOT NULL,
    turn_id uuid,
    received_at timestamptz NOT NULL,
    actor text NOT NULL,
    content text NOT NULL,
    payload jsonb,
    answer jsonb,
    PRIMARY KEY (amphi_id, key),
    CHECK (answer IS NOT NULL OR (payload IS NOT NULL AND turn_id IS NOT NULL))
);
CREATE UNIQUE INDEX command_one_unanswered_a_turn ON command (turn_id) WHERE answer IS NULL;
CREATE INDEX command_unanswered ON command (amphi_id) WHERE answer IS NULL;

-- Who is connected, by the gateway pod that said so: leases (decision 11).
CREATE TABLE presence (
    amphi_id uuid NOT NULL REFERENCES amphi,
    intern_id uuid NOT NULL,
    pod text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (amphi_id, intern_id, pod)
);
CREATE INDEX presence_pod ON presence (pod);

CREATE TABLE pod (
    name text PRIMARY KEY,
    boot text NOT NULL,
    n bigint NOT NULL,
    at timestamptz NOT NULL
);

-- identity's planned absences; the highest version wins (decision 6).
CREATE TABLE rights (
    intern_id uuid NOT NULL,
    semestre text NOT NULL,
    version bigint NOT NULL,
    absent boolean NOT NULL,
    motif text NOT NULL,
    PRIMARY KEY (intern_id, semestre)
);

-- « J’ai vérifié mon ordre de passage », once a call list (AMV-2).
CREATE TABLE acknowledgement (
    amphi_id uuid NOT NULL REFERENCES amphi,
    intern_id uuid NOT NULL,
    call_list_version_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (amphi_id, intern_id, call_list_version_id)
);

-- When a replica last reached postes, and how many times in a row without a gap (decision 3).
CREATE TABLE postes_probe (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    seen_at timestamptz NOT NULL,
    successes integer NOT NULL
);
