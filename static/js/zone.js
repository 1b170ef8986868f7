/* Proposes the city of the reader's device, where a form asks for a time zone for the first time. */
(() => {
  "use strict";
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!here || /^(UTC|GMT|Etc\/.*)$/.test(here)) return;
  document.querySelectorAll("input[data-propose-zone]").forEach((box) => {
    if (box.form.querySelector("[data-error-summary]")) return;
    const city = [...box.list.options].find((option) => option.dataset.zone === here);
    box.value = city ? city.value : here;
  });
})();
