// The signed receipt on the sheet of what was chosen, to be copied or verified (TRN-5).

/** Asks for the receipt and shows it; without one, or without an answer, it stays hidden: it is in the mail too. */
export async function showReceipt(box) {
  if (!box) return;
  try {
    const answer = await fetch(box.dataset.receipt, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { recu } = await answer.json();
    if (!recu) return;
    box.querySelector("textarea").value = recu;
    box.querySelector("a").search = new URLSearchParams({ recu });
    box.hidden = false;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
