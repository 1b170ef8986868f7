/* Proposes the city of the reader's device, where a form asks for a time zone for the first time. */
(() => {
  "use strict";
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!here || /^(UTC|GMT|Etc\/.*)$/.test(here)) return;
  document.querySelectorAll("input[data-propose-zone]").forEach(async (box) => {
    if (box.form.querySelector("[data-error-summary]")) return;
    const before = box.value;
    const near = [...box.list.options].find((option) => option.dataset.zone === here);
    const city = near || await found(box.dataset.hxGet);
    if (city && box.value === before) box.value = city.value;
  });
  // A zone far away, or under one of its older names: the site knows its city.
  async function found(address) {
    try {
      const answer = await fetch(`${address}?zone=${encodeURIComponent(here)}`);
      const list = document.createElement("datalist");
      if (answer.ok) list.innerHTML = await answer.text();
      return list.options[0];
    } catch { return null; }
  }
})();
