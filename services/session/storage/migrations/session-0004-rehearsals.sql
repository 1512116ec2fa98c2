-- « Amphis blancs » (SIM-1): a semestre of their own, which no semester of choices is called, and how fast they run.
ALTER TABLE amphi DROP CONSTRAINT amphi_semestre_check;
ALTER TABLE amphi ADD CONSTRAINT amphi_semestre_check CHECK (semestre ~ '^((05|11)[0-9]{4}|essai-[0-9a-f]{8})$');
ALTER TABLE amphi ADD COLUMN speed double precision NOT NULL DEFAULT 1 CHECK (speed > 0);
