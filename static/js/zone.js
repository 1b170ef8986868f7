/* Proposes the time zone of the reader's device, where a form asks for one for the first time. */
(() => {
  "use strict";
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("select[data-propose-zone]").forEach((select) => {
    const known = [...select.options].some((option) => option.value === here);
    if (known && !select.closest("form").querySelector("[data-error-summary]")) select.value = here;
  });
})();
