-- Wards, posts and who holds them. The schema itself refuses a second holder, a second affectation of an
-- intern in a semester, and a second place from one turn (CHX-7, decision 7).

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE ward (
    imotep text PRIMARY KEY CHECK (imotep ~ '^[0-9]{8}$'),
    etablissement text NOT NULL,
    departement text NOT NULL,
    service text NOT NULL,
    chef_de_service text NOT NULL DEFAULT '',
    -- the same without accents nor capitals, for searches (POS-3)
    etablissement_search text NOT NULL,
    service_search text NOT NULL,
    chef_de_service_search text NOT NULL
);
CREATE INDEX ward_etablissement_search ON ward USING gin (etablissement_search gin_trgm_ops);
CREATE INDEX ward_service_search ON ward USING gin (service_search gin_trgm_ops);
CREATE INDEX ward_chef_de_service_search ON ward USING gin (chef_de_service_search gin_trgm_ops);

-- Labels of groupes and DES, as identity knows them.
CREATE TABLE speciality (
    kind text NOT NULL CHECK (kind IN ('groupe', 'des')),
    code text NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (kind, code)
);

CREATE TABLE post (
    semestre text NOT NULL CHECK (semestre ~ '^(05|11)[0-9]{4}$'),
    numero integer NOT NULL CHECK (numero > 0),
    imotep text NOT NULL REFERENCES ward,
    groupe text NOT NULL,
    des text NOT NULL,
    regimes text[] NOT NULL CHECK (cardinality(regimes) > 0),
    type text NOT NULL DEFAULT '',
    reserve boolean NOT NULL,
    flechage text NOT NULL DEFAULT '',
    publie boolean NOT NULL,
    offer_id text NOT NULL GENERATED ALWAYS AS (semestre || ':' || groupe) STORED,
    type_search text NOT NULL,
    flechage_search text NOT NULL,
    PRIMARY KEY (semestre, numero)
);
CREATE INDEX post_offer ON post (offer_id, numero);
CREATE INDEX post_ward ON post (imotep);
CREATE INDEX post_flechage_search ON post USING gin (flechage_search gin_trgm_ops);
CREATE INDEX post_type_search ON post USING gin (type_search gin_trgm_ops);

CREATE TABLE place (
    affectation_id uuid PRIMARY KEY,
    semestre text NOT NULL,
    numero integer NOT NULL,
    intern_id uuid NOT NULL,
    amphi_id uuid NOT NULL,
    rang_appel integer NOT NULL CHECK (rang_appel > 0),
    type_choix text NOT NULL,
    turn_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT place_one_holder UNIQUE (semestre, numero),
    CONSTRAINT place_one_a_semester UNIQUE (semestre, intern_id),
    CONSTRAINT place_one_a_turn UNIQUE (turn_id),
    FOREIGN KEY (semestre, numero) REFERENCES post
);
CREATE INDEX place_intern ON place (intern_id, semestre);
CREATE INDEX place_received_at ON place (semestre, received_at);

-- The code that anybody may check on an attestation.
CREATE TABLE attestation (
    affectation_id uuid PRIMARY KEY REFERENCES place,
    code text NOT NULL UNIQUE
);

-- Answers to session's commands: an id is answered once, refusals included (decision 4).
CREATE TABLE settlement (
    id uuid PRIMARY KEY,
    turn_id uuid NOT NULL,
    digest text NOT NULL,
    answer jsonb NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX settlement_turn ON settlement (turn_id);

-- One stock a groupe and semester (CHX-9); its row is the lock, its version counts every change that shows.
CREATE TABLE offer (
    offer_id text PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0
);

-- What each version changed, as it was told to Kafka.
CREATE TABLE offer_change (
    offer_id text NOT NULL REFERENCES offer,
    version bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (offer_id, version)
);

-- A post with its ward, its labels and its holder.
CREATE VIEW post_line AS
SELECT
    post.semestre, post.numero, post.imotep, post.offer_id, post.groupe, post.des, post.regimes, post.type,
    post.reserve, post.flechage, post.publie, post.type_search, post.flechage_search,
    ward.etablissement, ward.departement, ward.service, ward.chef_de_service,
    ward.etablissement_search, ward.service_search, ward.chef_de_service_search,
    coalesce(groupe.label, post.groupe) AS groupe_label,
    coalesce(des.label, post.des) AS des_label,
    place.affectation_id IS NOT NULL AS pourvu,
    coalesce(place.rang_appel, 0) AS rang_appel,
    coalesce(place.amphi_id::text, '') AS holder_amphi_id
FROM post
JOIN ward USING (imotep)
LEFT JOIN speciality AS groupe ON groupe.kind = 'groupe' AND groupe.code = post.groupe
LEFT JOIN speciality AS des ON des.kind = 'des' AND des.code = post.des
LEFT JOIN place ON place.semestre = post.semestre AND place.numero = post.numero;
