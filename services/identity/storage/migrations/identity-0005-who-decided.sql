-- Who decided each right, for the journal of a running amphi (ENG-8); '' where that was not kept.
-- depends: identity-0004-rehearsals

ALTER TABLE absence
    ADD COLUMN absence_par text NOT NULL DEFAULT '',
    ADD COLUMN type_choix_par text NOT NULL DEFAULT '',
    ADD COLUMN procuration_par text NOT NULL DEFAULT '';
