// The browser of tasks. Model text is data: it comes in by textContent alone.
"use strict";
(() => {
  const PAGE = 20;
  const KEPT_CHAPTERS = 12;
  // Controls, what steers the direction of writing or is not seen, and halves of characters.
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const FLIPS = {
    f: ["fixed", "good"], b: ["broken", "bad"], w: ["still wrong", ""], r: ["right anyway", ""],
  };

  const find = id => document.getElementById(id);
  const index = JSON.parse(find("task-index").textContent);
  const chapters = find("task-chapters").textContent.split("\n").filter(line => line);
  const opened = new Map();
  const total = index.flips.length;
  let found = [];
  let first = 0;
  let turn = 0;

  function element(name, style, ...content) {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...content);
    return made;
  }

  function shown(text) {
    const parts = [];
    let from = 0;
    for (const hidden of text.matchAll(HIDDEN)) {
      parts.push(text.slice(from, hidden.index));
      const code = hidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      parts.push(element("span", "control", "U+" + code));
      from = hidden.index + hidden[0].length;
    }
    parts.push(text.slice(from));
    return element("pre", "", ...parts);
  }

  async function chapter(number) {
    if (opened.has(number)) {
      const rows = opened.get(number);
      opened.delete(number);
      opened.set(number, rows);
      return rows;
    }
    const bytes = Uint8Array.from(atob(chapters[number]), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const rows = JSON.parse(await new Response(stream).text());
    opened.set(number, rows);
    if (opened.size > KEPT_CHAPTERS) opened.delete(opened.keys().next().value);
    return rows;
  }

  const row = async task => (await chapter(Math.floor(task / index.chapter)))[task % index.chapter];
  const verdict = (task, column) => index.labels[index.verdicts[column][task]];

  function chip(said) {
    return element("span", "chip " + (said === "passed" ? "good" : said === "none" ? "" : "bad"), said);
  }

  function side(title, style, task, column, texts) {
    const box = element("div", "side " + style, element("h4", "", title));
    box.append(element("p", "turn", "First answer ", chip(verdict(task, column))), shown(texts[0]));
    if (verdict(task, column + 1) === "none") {
      box.append(element("p", "turn", "No retry"));
    } else {
      box.append(element("p", "turn", "Reflection"), shown(texts[1]));
      box.append(element("p", "turn", "Retry ", chip(verdict(task, column + 1))), shown(texts[2]));
    }
    return box;
  }

  async function card(task) {
    const texts = await row(task);
    const [flip, style] = FLIPS[index.flips[task]];
    const top = element("div", "top",
      element("span", "chip " + style, flip),
      element("span", "name", `task ${(task + 1).toLocaleString("en")} · ${texts[0]}`));
    const sides = element("div", "sides",
      side("Vanilla", "vanilla", task, 0, texts.slice(2, 5)),
      side("Trained", "trained", task, 2, texts.slice(5, 8)));
    return element("li", "task", top, shown(texts[1]), sides);
  }

  async function show() {
    const mine = ++turn;
    const cards = await Promise.all(found.slice(first, first + PAGE).map(card));
    if (mine !== turn) return;
    find("task-list").replaceChildren(...cards);
    const last = Math.min(first + PAGE, found.length);
    find("task-place").textContent = found.length === 0
      ? "No task is like that."
      : `${(first + 1).toLocaleString("en")} – ${last.toLocaleString("en")} of ${found.length.toLocaleString("en")}`;
    find("task-previous").disabled = first === 0;
    find("task-next").disabled = last >= found.length;
    // When the first tasks were seen, in milliseconds since the page was asked for.
    document.documentElement.dataset.shown ??= Math.round(performance.now());
  }

  function matches(task, flip, error) {
    return (flip === "" || index.flips[task] === flip)
      && (error === "" || index.verdicts.some(column => index.labels[column[task]] === error));
  }

  async function choose() {
    const mine = ++turn;
    const flip = find("task-flip").value;
    const error = find("task-error").value;
    const words = find("task-search").value.toLowerCase();
    const chosen = [];
    for (let task = 0; task < total; task++) {
      if (!matches(task, flip, error)) continue;
      if (words) {
        if (task % index.chapter === 0 || chosen.length === 0) {
          find("task-place").textContent = `searching … ${Math.round(100 * task / total)} %`;
        }
        const texts = await row(task);
        if (mine !== turn) return;
        if (!texts.some(text => text.toLowerCase().includes(words))) continue;
      }
      chosen.push(task);
    }
    found = chosen;
    first = 0;
    await show();
  }

  function leaf(by) {
    first += by;
    show().then(() => find("tasks").scrollIntoView());
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 250);
  }

  if (typeof DecompressionStream === "undefined") {
    find("task-place").textContent = "This browser is too old to open the tasks (it lacks DecompressionStream, of 2023).";
    return;
  }
  find("task-flip").addEventListener("change", choose);
  find("task-error").addEventListener("change", choose);
  find("task-search").addEventListener("input", soon);
  find("task-previous").addEventListener("click", () => leaf(-PAGE));
  find("task-next").addEventListener("click", () => leaf(PAGE));
  choose();
})();
