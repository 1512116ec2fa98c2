-- A mail that turns out to be for nobody: the confirmation to a mandataire of a choice that was dictated to ARS,
-- where there is no mandataire (PRC-5). The version before neither writes nor reads this state.
ALTER TABLE mail DROP CONSTRAINT mail_state_check;
ALTER TABLE mail ADD CONSTRAINT mail_state_check
    CHECK (state IN ('attente', 'envoye', 'echec', 'sans_objet'));
