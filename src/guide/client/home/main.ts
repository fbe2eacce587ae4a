// The front page: marks a lesson as passed when that happens, in the terminal or in another tab.

import { connect } from "../live.ts";

connect(["desk"], {
  desk: ({ passed }) => {
    for (const item of document.querySelectorAll<HTMLElement>("li[data-lesson]")) {
      const isPassed = passed.includes(item.dataset.lesson ?? "");
      item.classList.toggle("passed", isPassed);
      const mark = item.querySelector(".mark");
      if (mark !== null) mark.textContent = isPassed ? "✓ passed" : "";
    }
    const count = document.getElementById("passed-count");
    if (count !== null) count.textContent = String(passed.length);
  },
});
