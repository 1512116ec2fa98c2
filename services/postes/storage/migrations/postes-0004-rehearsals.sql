-- « Amphis blancs » (SIM-1): each has a semester of its own, « essai-1a2b3c4d », with copies of posts. A stored
-- answer names its offer, so that everything of a rehearsal can be forgotten.

ALTER TABLE post DROP CONSTRAINT post_semestre_check;
ALTER TABLE post ADD CONSTRAINT post_semestre_check
    CHECK (semestre ~ '^((05|11)[0-9]{4}|essai-[0-9a-f]{8})$');

ALTER TABLE settlement ADD COLUMN offer_id text;
