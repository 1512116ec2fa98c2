// Lines that come or go above what is read move nothing on screen. Safari anchors nothing by itself: we do for all.
document.documentElement.style.overflowAnchor = "none";

/** Changes the page. Whoever reads the head of the list sees what comes; whoever is past it keeps the line on top. */
export function inPlace(rows, change) {
  const places = [...rows()].map((row) => [row, topOf(row)]);
  const past = places.length > 0 && places[0][1] < 0;
  change();
  if (!past) return;
  const [row, top] = places.find(([each, top]) => top >= 0 && each.isConnected) ?? [];
  if (row) scrollBy({ top: topOf(row) - top, behavior: "instant" });
}

function topOf(row) {
  return row.getBoundingClientRect().top;
}
