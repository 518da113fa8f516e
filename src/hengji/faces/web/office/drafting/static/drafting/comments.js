// A mark beside each paragraph that a comment waits at; it leads to the comment.
import { fieldAt, gather } from "./text.js";

export function showComments() {
  for (const mark of document.querySelectorAll(".to-comment")) mark.remove();
  const { places } = gather();
  for (const remark of document.querySelectorAll("[data-comment]")) {
    const home = fieldAt(remark.dataset.comment, places).closest(".item, .task, .draft-field");
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "to-comment";
    mark.textContent = "批注待答复";
    mark.addEventListener("click", () => {
      remark.closest("details.panel").open = true;
      remark.querySelector("details").open = true;
      remark.scrollIntoView({ block: "center" });
      remark.querySelector("summary").focus();
    });
    home?.append(mark);
  }
}
