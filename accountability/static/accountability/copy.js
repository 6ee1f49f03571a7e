/* A button that copies the box it stands under. Without it the box can be selected and copied all the same. */
"use strict";

for (const box of document.querySelectorAll("textarea[data-copy]")) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${box.getAttribute("aria-label")}`);
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected: press Ctrl and C, or ⌘ and C.";
    }
  });
  const row = document.createElement("p");
  row.className = "desk-copy";
  row.append(button, said);
  box.after(row);
}
