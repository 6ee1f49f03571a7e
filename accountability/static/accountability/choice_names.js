/* Boxes that are chosen from by typing say aloud what they are for: select2 gives them no name of their own. */
"use strict";

function nameChoices() {
  for (const drawn of document.querySelectorAll("select.admin-autocomplete + .select2:not([data-named])")) {
    const label = document.querySelector(`label[for="${drawn.previousElementSibling.id}"]`);
    for (const part of label ? drawn.querySelectorAll("[role=combobox], [role=textbox]") : []) {
      part.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
      part.removeAttribute("aria-labelledby");
      drawn.dataset.named = "";
    }
  }
}

new MutationObserver(nameChoices).observe(document.body, { childList: true, subtree: true });
nameChoices();
