-- Copies of what identity and session tell of persons, for the list of affectations; and favourites.

CREATE TABLE interne (
    intern_id uuid PRIMARY KEY,
    nom text NOT NULL,
    prenom text NOT NULL,
    prenom_search text NOT NULL,
    ufr text NOT NULL DEFAULT ''
);

CREATE TABLE roster (
    amphi_id uuid NOT NULL,
    rang_appel integer NOT NULL,
    intern_id uuid NOT NULL,
    nom text NOT NULL,
    prenom text NOT NULL,
    prenom_search text NOT NULL,
    des text NOT NULL,
    des_label text NOT NULL,
    regime text NOT NULL,
    anciennete integer NOT NULL,
    PRIMARY KEY (amphi_id, intern_id)
);

-- Rosters to be asked of session: `wanted` is the seq of the decision that took a call list.
CREATE TABLE roster_wanted (
    amphi_id uuid PRIMARY KEY,
    wanted bigint NOT NULL,
    copied bigint NOT NULL DEFAULT 0
);

-- One row a list, so that two tabs of one intern change it one after the other.
CREATE TABLE favourite_list (
    intern_id uuid NOT NULL,
    offer_id text NOT NULL,
    PRIMARY KEY (intern_id, offer_id)
);

CREATE TABLE favourite (
    id uuid PRIMARY KEY,
    intern_id uuid NOT NULL,
    offer_id text NOT NULL,
    position integer NOT NULL CHECK (position > 0),
    imotep text,
    numero integer,
    CHECK ((imotep IS NULL) <> (numero IS NULL)),
    UNIQUE (intern_id, offer_id, imotep),
    UNIQUE (intern_id, offer_id, numero),
    FOREIGN KEY (intern_id, offer_id) REFERENCES favourite_list
);
CREATE INDEX favourite_order ON favourite (intern_id, offer_id, position);

-- An affectation with everything that is shown of it (AFF-1): the régime, the DES and the seniority are those of
-- the call list with which the intern chose; the names and the UFR are the register's newest.
CREATE VIEW affectation_line AS
SELECT
    post_line.semestre, post_line.numero, post_line.imotep, post_line.offer_id, post_line.groupe, post_line.des,
    post_line.regimes, post_line.type, post_line.reserve, post_line.flechage, post_line.publie,
    post_line.type_search, post_line.etablissement, post_line.departement, post_line.service,
    post_line.chef_de_service, post_line.etablissement_search, post_line.service_search,
    post_line.chef_de_service_search, post_line.groupe_label, post_line.des_label, post_line.pourvu,
    post_line.rang_appel, post_line.holder_amphi_id,
    right(post_line.semestre, 4) || left(post_line.semestre, 2) AS semestre_order,
    place.affectation_id, place.amphi_id, place.intern_id, place.received_at, place.type_choix,
    attestation.code,
    coalesce(interne.nom, roster.nom, '') AS nom,
    left(coalesce(interne.nom, roster.nom, ''), 1) AS initiale,
    coalesce(interne.prenom, roster.prenom, '') AS prenom,
    coalesce(interne.prenom_search, roster.prenom_search, '') AS prenom_search,
    coalesce(interne.ufr, '') AS ufr,
    coalesce(roster.anciennete, 0) AS semestres_valides,
    coalesce(roster.regime, '') AS regime,
    coalesce(roster.des, '') AS des_interne,
    coalesce(roster.des_label, '') AS des_interne_label
FROM place
JOIN post_line USING (semestre, numero)
JOIN attestation USING (affectation_id)
LEFT JOIN interne USING (intern_id)
LEFT JOIN roster ON roster.amphi_id = place.amphi_id AND roster.intern_id = place.intern_id;
