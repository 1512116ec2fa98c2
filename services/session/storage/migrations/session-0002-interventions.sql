-- What ARS does outside the turns (CHX-6, CHX-8), rights beyond absences (decision 6), and who is connected: the
-- intern, or the mandataire (LIV-3).

-- A placement or a correction waits for postes like a choice, without a turn (decision 5).
ALTER TABLE command DROP CONSTRAINT command_check;
ALTER TABLE command ADD CONSTRAINT command_is_asked_or_answered CHECK (answer IS NOT NULL OR payload IS NOT NULL);

-- Placements that wait for validation: they become the first decisions of the log.
CREATE TABLE placement_note (
    id uuid PRIMARY KEY,
    amphi_id uuid NOT NULL REFERENCES amphi,
    key text NOT NULL,
    rang_appel integer NOT NULL CHECK (rang_appel > 0),
    numero integer NOT NULL CHECK (numero > 0),
    reason_hash text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    withdrawn_at timestamptz,
    received_at timestamptz,
    UNIQUE (amphi_id, key)
);
CREATE UNIQUE INDEX placement_note_one_a_rang ON placement_note (amphi_id, rang_appel)
    WHERE withdrawn_at IS NULL AND received_at IS NULL;

-- Corrections that one person proposed; another one's approval makes a command of the same id.
CREATE TABLE correction_proposal (
    id uuid PRIMARY KEY,
    amphi_id uuid NOT NULL REFERENCES amphi,
    key text NOT NULL,
    lines jsonb NOT NULL,
    reason_hash text NOT NULL,
    proposed_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    withdrawn_at timestamptz,
    UNIQUE (amphi_id, key)
);

ALTER TABLE rights
    ADD COLUMN type_choix text NOT NULL DEFAULT 'classique'
        CHECK (type_choix IN ('classique', 'surnombre_validant', 'surnombre_non_validant')),
    ADD COLUMN procuration boolean NOT NULL DEFAULT false,
    ADD COLUMN mandataire_id uuid;

-- Leases by person. The zero id is the intern; the table `presence` serves the version before, for a while.
CREATE TABLE presence_lease (
    amphi_id uuid NOT NULL REFERENCES amphi,
    intern_id uuid NOT NULL,
    mandataire_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    pod text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (amphi_id, intern_id, mandataire_id, pod)
);
CREATE INDEX presence_lease_pod ON presence_lease (pod);
