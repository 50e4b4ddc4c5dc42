// What is wrong with how a page looks and is built, as a list of sentences. The tests call it in the page; the page itself has no
// script.
() => {
  const problems = [];
  const require = (holds, text) => { if (!holds) problems.push(`${innerWidth} px: ${text}`); };
  const all = (selector) => [...document.querySelectorAll(selector)];
  all("details").forEach((e) => { e.open = true; });

  // Nothing to scroll sideways but the frames that are made for it.
  require(document.documentElement.scrollWidth <= innerWidth, `the page is ${document.documentElement.scrollWidth} px wide`);
  for (const e of all("body *")) {
    if (e.closest(".scroll")?.contains(e) && !e.matches(".scroll")) continue;
    if (e.closest(".skip")) continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0) require(box.right <= innerWidth + 0.5 && box.left >= -0.5, `<${e.tagName} ${e.className}> sticks out: ${box.left} to ${box.right}`);
  }
  // What is too wide for a drawing runs over its edge.
  for (const text of all("svg text")) {
    const [box, frame] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
    require(box.left >= frame.left - 1 && box.right <= frame.right + 1, `"${text.textContent}" runs out of its drawing`);
    for (const other of all("svg text")) {
      if (other === text || other.closest("svg") !== text.closest("svg")) continue;
      const b = other.getBoundingClientRect();
      require(box.right <= b.left + 1 || b.right <= box.left + 1 || box.bottom <= b.top + 3 || b.bottom <= box.top + 3, `"${text.textContent}" lies on "${other.textContent}"`);
    }
  }

  // Headings: one of the first level, none left out.
  const levels = all("h1, h2, h3, h4").map((e) => Number(e.tagName[1]));
  require(levels.filter((level) => level === 1).length === 1, `headings of level 1: ${levels}`);
  levels.forEach((level, i) => require(i === 0 ? level === 1 : level <= levels[i - 1] + 1, `heading ${i} jumps to level ${level}`));

  // Names.
  require(document.documentElement.lang === "en" && document.title.length > 8, "the page has no language or title");
  const ids = all("[id]").map((e) => e.id);
  require(new Set(ids).size === ids.length, `ids that stand twice: ${ids.filter((id, i) => ids.indexOf(id) !== i)}`);
  for (const e of all("[aria-labelledby]")) {
    for (const id of e.getAttribute("aria-labelledby").split(" ")) require(document.getElementById(id)?.textContent.trim(), `no name ${id}`);
  }
  for (const e of all("a[href^='#']")) require(document.getElementById(e.getAttribute("href").slice(1)), `no place ${e.getAttribute("href")}`);
  for (const e of all("svg")) require(e.getAttribute("role") === "img" && e.querySelector("title")?.textContent && e.querySelector("desc")?.textContent, "a drawing has no title or description");
  for (const e of all("figure")) require(e.querySelector("figcaption")?.textContent && e.querySelector("table"), "a figure has no caption or no numbers");
  for (const e of all("table")) {
    require(e.caption?.textContent.trim(), "a table has no caption");
    const columns = e.tHead.rows[0].cells;
    require([...columns].every((c) => c.tagName === "TH" && c.scope === "col" && c.textContent.trim()), "a column has no heading");
    for (const row of e.tBodies[0].rows) {
      require(row.cells.length === columns.length && row.cells[0].tagName === "TH" && row.cells[0].scope === "row", "a row has no heading, or another number of cells");
    }
  }
  for (const e of all(".scroll")) require(e.tabIndex === 0 && e.getAttribute("role") === "region", "a frame cannot be reached by keyboard");

  // Contrast.
  const parse = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || e.closest("title, desc, style")) continue;
    const style = getComputedStyle(e);
    const colour = parse(e.closest("svg") ? style.fill : style.color);
    require(contrast(colour, ground(e)) >= 4.5, `"${texts.currentNode.data}" has a contrast of ${contrast(colour, ground(e))}`);
    require(parseFloat(style.fontSize) >= 12, `"${texts.currentNode.data}" is ${style.fontSize} high`);
    seen += 1;
  }
  require(seen > 20, `only ${seen} texts`);
  for (const e of all("svg .bar, svg .part")) {
    const [fill, behind] = [parse(getComputedStyle(e).fill), ground(e.closest("figure"))];
    require(contrast(fill, behind) >= 3, `a bar has a contrast of ${contrast(fill, behind)}`);
  }
  for (const e of all(".key i")) require(contrast(parse(getComputedStyle(e).backgroundColor), ground(e.parentElement)) >= 3, "a key has too little contrast");
  return [...new Set(problems)];
}
