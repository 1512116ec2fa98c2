-- Semesters done, versions of call lists with all they were computed from, and what became of them.

CREATE TABLE cursus (
    intern_id uuid NOT NULL,
    semestre text NOT NULL CHECK (semestre ~ '^(05|11)[0-9]{4}$'),
    nature text NOT NULL CHECK (nature IN (
        'stage', 'surnombre_validant', 'surnombre_non_validant', 'recherche', 'disponibilite', 'interruption')),
    valide text NOT NULL CHECK (valide IN ('oui', 'non', 'en_cours')),
    motif text NOT NULL,
    imotep text NOT NULL CHECK (imotep ~ '^([0-9]{8})?$'),
    PRIMARY KEY (intern_id, semestre)
);

CREATE TABLE perimetre (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    semestre text NOT NULL CHECK (semestre ~ '^(05|11)[0-9]{4}$'),
    groupe text NOT NULL,
    regimes text[] NOT NULL CHECK (cardinality(regimes) > 0),
    last_number integer NOT NULL DEFAULT 0,
    UNIQUE (semestre, groupe, regimes)
);

CREATE TABLE version (
    id uuid PRIMARY KEY,
    perimetre_id bigint NOT NULL REFERENCES perimetre,
    number integer NOT NULL CHECK (number > 0),
    policy text NOT NULL,
    groupe_label text NOT NULL,
    computed_at timestamptz NOT NULL,
    computed_by uuid NOT NULL,
    internes integer NOT NULL,
    inputs_digest text NOT NULL,
    UNIQUE (perimetre_id, number),
    UNIQUE (perimetre_id, id)
);

-- Everybody whom a version counted, in the list or not: what was known of them, and the local values used.
CREATE TABLE counted (
    version_id uuid NOT NULL REFERENCES version,
    intern_id uuid NOT NULL,
    interne jsonb NOT NULL,
    fixe jsonb,
    rang_local integer NOT NULL,
    effectif_promo_local integer NOT NULL,
    source text NOT NULL CHECK (source IN ('calcule', 'importe', 'fixe')),
    promotion jsonb NOT NULL,
    PRIMARY KEY (version_id, intern_id),
    CHECK (rang_local BETWEEN 1 AND effectif_promo_local)
);

CREATE TABLE ligne (
    version_id uuid NOT NULL,
    rang_appel integer NOT NULL CHECK (rang_appel > 0),
    intern_id uuid NOT NULL,
    found_by text NOT NULL,
    found_by_public text NOT NULL,
    anciennete integer NOT NULL,
    semestres jsonb NOT NULL,
    promotion_theorique integer NOT NULL,
    effectif_promo_theorique integer NOT NULL CHECK (effectif_promo_theorique > 0),
    rang_dividend bigint NOT NULL, -- rang actualisé, exact (RNG-5)
    rang_divisor bigint NOT NULL CHECK (rang_divisor > 0),
    PRIMARY KEY (version_id, rang_appel),
    UNIQUE (version_id, intern_id),
    FOREIGN KEY (version_id, intern_id) REFERENCES counted
);
CREATE INDEX ligne_intern_id ON ligne (intern_id);

-- Every publication there ever was; the last of a périmètre is the one that is public.
CREATE TABLE publication (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    perimetre_id bigint NOT NULL REFERENCES perimetre,
    version_id uuid NOT NULL,
    statut text NOT NULL CHECK (statut IN ('provisoire', 'definitive')),
    published_at timestamptz NOT NULL,
    published_by uuid NOT NULL,
    FOREIGN KEY (perimetre_id, version_id) REFERENCES version (perimetre_id, id)
);
CREATE INDEX publication_perimetre ON publication (perimetre_id, id);
CREATE INDEX publication_version ON publication (version_id, id);

-- Local values that the end of an amphi fixed for good.
CREATE TABLE fixe (
    intern_id uuid PRIMARY KEY,
    groupe text NOT NULL,
    annee integer NOT NULL,
    concours text NOT NULL,
    rang_concours integer NOT NULL,
    rang_local integer NOT NULL,
    effectif_promo_local integer NOT NULL,
    counts boolean NOT NULL,
    version_id uuid NOT NULL REFERENCES version,
    amphi_id uuid NOT NULL,
    fixed_at timestamptz NOT NULL,
    CHECK (rang_local BETWEEN 1 AND effectif_promo_local)
);
CREATE INDEX fixe_groupe ON fixe (groupe);

-- The version that each amphi took when it was validated.
CREATE TABLE amphi_version (
    amphi_id uuid PRIMARY KEY,
    version_id uuid NOT NULL REFERENCES version
);

-- A copy of identity's planned absences, without their reasons; `number` is identity's, of each absence.
CREATE TABLE absence (
    intern_id uuid NOT NULL,
    semestre text NOT NULL,
    absent boolean NOT NULL,
    number bigint NOT NULL,
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (intern_id, semestre)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version is never changed (RNG-7)';
END
$$;
CREATE TRIGGER version_stays BEFORE UPDATE OR DELETE ON version EXECUTE FUNCTION refuse_change();
CREATE TRIGGER counted_stays BEFORE UPDATE OR DELETE ON counted EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ligne_stays BEFORE UPDATE OR DELETE ON ligne EXECUTE FUNCTION refuse_change();
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE ON publication EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fixe_stays BEFORE UPDATE OR DELETE ON fixe EXECUTE FUNCTION refuse_change();
