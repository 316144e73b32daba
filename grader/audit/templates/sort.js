"use strict";
// A click on the head of a column sorts its table; without this script the rows are in the order of the week.
for (const table of document.querySelectorAll("table.sort")) {
  const body = table.tBodies[0];
  const week = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].dataset.value;
      const compare = (a, b) => {
        const [x, y] = [value(a), value(b)];
        if (x === "" || y === "") return (x === "") - (y === ""); // what has no figure stays at the end
        return (down ? -1 : 1) * (x - y);
      };
      body.append(...week.slice().sort(compare));
    });
  });
}
