// Whose page this is: told with each demand, so that nothing is done for whoever logged in since in the same browser (ENG-6).

let account = "";

/** Empty for a stranger, who asks for nobody. */
export function actAs(compte) {
  account = compte;
}

export function asAccount() {
  return account ? { "Dci-Compte": account } : {};
}

/**
 * What has to become of a page drawn for `drawn` (empty: a stranger) when the server takes it for `heard`: null where all is
 * well or nobody can tell, « redessiner » for who logged in since, else why it may act no more.
 */
export function mismatch(drawn, heard) {
  if (heard === undefined || heard === null || heard === drawn) return null;
  if (!drawn) return "redessiner";
  return heard ? "autre" : "expire";
}
