// A favourite is put at the place of the one it is dropped on (FAV-2).

export function makeDraggable(element, item, favourites) {
  element.draggable = true;
  element.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", item.id);
    event.dataTransfer.effectAllowed = "move";
  });
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("favourite-over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("favourite-over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("favourite-over");
    const moved = event.dataTransfer.getData("text/plain");
    const place = favourites.items.findIndex((each) => each.id === item.id) + 1;
    if (moved !== item.id && favourites.items.some((each) => each.id === moved)) favourites.move(moved, place);
  });
}
