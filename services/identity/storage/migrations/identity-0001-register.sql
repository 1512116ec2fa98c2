-- What ARS owns about people: specialities, semesters, the register of interns, planned absences.

CREATE TABLE groupe (
    code text PRIMARY KEY CHECK (code <> ''),
    label text NOT NULL
);

CREATE TABLE des (
    code text PRIMARY KEY CHECK (code <> ''),
    label text NOT NULL
);

CREATE TABLE semestre (
    code text PRIMARY KEY CHECK (code ~ '^(05|11)20[0-9]{2}$'),
    newest_promotion integer NOT NULL,
    current boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX semestre_one_current ON semestre (current) WHERE current;

CREATE TABLE interne (
    id uuid PRIMARY KEY,
    ine text NOT NULL UNIQUE CHECK (ine ~ '^[0-9A-Z]+$' AND ine !~ '^0+$'),
    rpps text,
    nom text NOT NULL,
    prenom text NOT NULL,
    date_naissance date NOT NULL,
    email text,
    telephone text,
    formation text NOT NULL CHECK (formation IN ('medecin', 'pharmacien', 'dentiste')),
    regime text NOT NULL CHECK (regime IN ('ancien', 'socle', 'approfondissement', 'consolidation')),
    groupe text NOT NULL REFERENCES groupe,
    des text NOT NULL REFERENCES des,
    concours text NOT NULL,
    promotion integer NOT NULL,
    rang_concours integer NOT NULL CHECK (rang_concours >= 1),
    rang_local integer CHECK (rang_local BETWEEN 1 AND effectif_promo_local),
    effectif_promo_local integer,
    ufr text,
    actif boolean NOT NULL,
    CHECK ((rang_local IS NULL) = (effectif_promo_local IS NULL))
);
CREATE INDEX interne_date_naissance ON interne (date_naissance);
CREATE INDEX interne_groupe ON interne (groupe, id);

CREATE SEQUENCE absence_version;

-- A row stays when the absence is taken away, so that its version goes on growing (decision 6).
CREATE TABLE absence (
    intern_id uuid NOT NULL REFERENCES interne,
    semestre text NOT NULL CHECK (semestre ~ '^(05|11)20[0-9]{2}$'),
    motif text CHECK (motif <> ''),
    version bigint NOT NULL UNIQUE,
    PRIMARY KEY (intern_id, semestre)
);
CREATE INDEX absence_semestre ON absence (semestre) WHERE motif IS NOT NULL;
