/* Asks, once, whether times should be shown for the zone in which the reader's device is now. */
(() => {
  "use strict";
  const place = document.getElementById("new-zone");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!place || !here || here === place.dataset.zone) return;
  const asked = `zone-asked:${place.dataset.zone}:${here}`;
  try {
    if (sessionStorage.getItem(asked)) return;
    sessionStorage.setItem(asked, "1");
  } catch { /* forbidden: it is asked until it is answered */ }
  htmx.ajax("GET", `${place.dataset.question}?zone=${encodeURIComponent(here)}`, { target: place, swap: "innerHTML" });
})();
