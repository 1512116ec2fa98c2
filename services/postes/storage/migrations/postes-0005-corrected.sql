-- Lists say which affectations ARS corrected (AFF-1, CHX-6); as before, those in force only.
-- depends: postes-0004-rehearsals

CREATE INDEX place_superseded_by ON place (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE OR REPLACE VIEW affectation_line AS
SELECT
    affectation_history.*,
    EXISTS (
        SELECT FROM place WHERE place.superseded_by = affectation_history.affectation_id
    ) AS corrected
FROM affectation_history
WHERE NOT replaced;
