-- Procurations, requests for a type de choix, and all rights of an intern in a semester at one version.
-- depends: identity-0002-accounts

ALTER TABLE semestre ADD COLUMN closed_at timestamptz;

-- The row of an absence becomes the row of all rights (decision 6). Its name stays: while a rolling update
-- lasts, the release before goes on writing absences into it (OPS-7), under versions of the same sequence.
ALTER TABLE absence
    ADD COLUMN type_choix text NOT NULL DEFAULT 'classique'
        CHECK (type_choix IN ('classique', 'surnombre_validant', 'surnombre_non_validant')),
    ADD COLUMN procuration boolean NOT NULL DEFAULT false,
    ADD COLUMN mandataire_id uuid,
    ADD CONSTRAINT absence_mandataire_has_procuration CHECK (procuration OR mandataire_id IS NULL);

CREATE TABLE procuration (
    id uuid PRIMARY KEY,
    intern_id uuid NOT NULL REFERENCES interne,
    semestre text NOT NULL REFERENCES semestre,
    email text NOT NULL,
    email_key text NOT NULL,
    telephone text NOT NULL,
    etat text NOT NULL CHECK (etat IN ('envoyee', 'active', 'annulee', 'expiree')),
    given_at timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at timestamptz,
    password_hash text,
    CHECK ((etat = 'active') = (password_hash IS NOT NULL)),
    CHECK ((etat IN ('annulee', 'expiree')) = (ended_at IS NOT NULL))
);
-- PRC-3: an e-mail holds one procuration a semester; and an intern names one mandataire at a time.
CREATE UNIQUE INDEX procuration_one_a_mandataire ON procuration (semestre, email_key)
    WHERE etat IN ('envoyee', 'active');
CREATE UNIQUE INDEX procuration_one_an_interne ON procuration (intern_id, semestre)
    WHERE etat IN ('envoyee', 'active');
CREATE INDEX procuration_email ON procuration (email_key) WHERE etat = 'active';

CREATE TABLE demande_type_choix (
    id uuid PRIMARY KEY,
    intern_id uuid NOT NULL REFERENCES interne,
    semestre text NOT NULL REFERENCES semestre,
    type_choix text NOT NULL
        CHECK (type_choix IN ('classique', 'surnombre_validant', 'surnombre_non_validant')),
    etat text NOT NULL CHECK (etat IN ('en_cours', 'acceptee', 'refusee', 'annulee')),
    reason text NOT NULL,
    papers_received boolean NOT NULL,
    note text NOT NULL,
    asked_at timestamptz NOT NULL,
    decided_at timestamptz,
    CHECK ((etat = 'en_cours') = (decided_at IS NULL)),
    CHECK ((etat = 'refusee') = (reason <> ''))
);
CREATE UNIQUE INDEX demande_one_pending ON demande_type_choix (intern_id) WHERE etat = 'en_cours';
CREATE INDEX demande_semestre ON demande_type_choix (semestre, etat, asked_at);

ALTER TABLE mail_link ADD COLUMN procuration_id uuid REFERENCES procuration;

ALTER TABLE web_session DROP CONSTRAINT web_session_kind_check,
    ADD CONSTRAINT web_session_kind_check CHECK (kind IN ('interne', 'mandataire', 'staff'));
