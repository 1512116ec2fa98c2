// Says that a file is on its way: sending and reading large ones takes seconds.
const form = document.querySelector("form[data-slow]");

form?.addEventListener("submit", () => {
  form.querySelector("[data-progress]").textContent = form.dataset.slow;
  form.querySelector("button[type=submit]").disabled = true;
});
