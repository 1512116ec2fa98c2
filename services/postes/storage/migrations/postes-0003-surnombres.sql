-- Places in surnombre beside the holder (CHX-3…5), placements by ARS (CHX-8), and corrections, which replace a
-- place and delete nothing (CHX-6). What the version before reads and writes is still there, and means the same.

ALTER TABLE place
    ADD COLUMN surnombre boolean NOT NULL DEFAULT false,
    ADD COLUMN par text NOT NULL DEFAULT 'interne' CHECK (par IN ('interne', 'mandataire', 'ars')),
    -- the affectation that a correction gave instead of this one; written before that one
    ADD COLUMN superseded_by uuid REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    -- a placement and a correction happen outside any turn; a replaced place keeps its own, which gives no other
    ALTER COLUMN turn_id DROP NOT NULL;

CREATE INDEX place_post ON place (semestre, numero);
ALTER TABLE place DROP CONSTRAINT place_one_holder, DROP CONSTRAINT place_one_a_semester;
CREATE UNIQUE INDEX place_one_holder ON place (semestre, numero) WHERE NOT surnombre AND superseded_by IS NULL;
CREATE UNIQUE INDEX place_one_a_semester ON place (semestre, intern_id) WHERE superseded_by IS NULL;

ALTER TABLE settlement ALTER COLUMN turn_id DROP NOT NULL;

DROP VIEW affectation_line;
DROP VIEW post_line;

-- A post with its ward, its labels, its holder, and how many chose it in surnombre.
CREATE VIEW post_line AS
SELECT
    post.semestre, post.numero, post.imotep, post.offer_id, post.groupe, post.des, post.regimes, post.type,
    post.reserve, post.flechage, post.publie, post.type_search, post.flechage_search,
    ward.etablissement, ward.departement, ward.service, ward.chef_de_service,
    ward.etablissement_search, ward.service_search, ward.chef_de_service_search,
    coalesce(groupe.label, post.groupe) AS groupe_label,
    coalesce(des.label, post.des) AS des_label,
    holder.affectation_id IS NOT NULL AS pourvu,
    coalesce(holder.rang_appel, 0) AS rang_appel,
    coalesce(holder.amphi_id::text, '') AS holder_amphi_id,
    (
        SELECT count(*)::integer FROM place AS beside
        WHERE beside.semestre = post.semestre AND beside.numero = post.numero
            AND beside.surnombre AND beside.superseded_by IS NULL
    ) AS surnombres
FROM post
JOIN ward USING (imotep)
LEFT JOIN speciality AS groupe ON groupe.kind = 'groupe' AND groupe.code = post.groupe
LEFT JOIN speciality AS des ON des.kind = 'des' AND des.code = post.des
LEFT JOIN place AS holder
    ON holder.semestre = post.semestre AND holder.numero = post.numero
    AND NOT holder.surnombre AND holder.superseded_by IS NULL;

-- Every affectation ever made, with everything that is shown of it (AFF-1), those that a correction replaced
-- included: the régime, the DES and the seniority are those of the call list with which the intern chose; the
-- names and the UFR are the register's newest.
CREATE VIEW affectation_history AS
SELECT
    post_line.semestre, post_line.numero, post_line.imotep, post_line.offer_id, post_line.groupe, post_line.des,
    post_line.regimes, post_line.type, post_line.reserve, post_line.flechage, post_line.publie,
    post_line.type_search, post_line.etablissement, post_line.departement, post_line.service,
    post_line.chef_de_service, post_line.etablissement_search, post_line.service_search,
    post_line.chef_de_service_search, post_line.groupe_label, post_line.des_label, post_line.pourvu,
    place.rang_appel, post_line.rang_appel AS holder_rang_appel, post_line.holder_amphi_id, post_line.surnombres,
    right(post_line.semestre, 4) || left(post_line.semestre, 2) AS semestre_order,
    place.affectation_id, place.amphi_id, place.intern_id, place.received_at, place.type_choix, place.par,
    place.superseded_by IS NOT NULL AS replaced,
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

-- Those in force, in surnombre or not.
CREATE VIEW affectation_line AS SELECT * FROM affectation_history WHERE NOT replaced;
