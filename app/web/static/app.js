/* Small helps for reading; every page is whole without them. */
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  setUpSearchKey();
  foldFilters();
  const text = document.querySelector("[data-living]");
  if (text) followReader(text);
});

/* "/" goes to the search field. A key of its own must be possible to switch off (WCAG 2.1.4). */
function setUpSearchKey() {
  const field = document.getElementById("search");
  const toggle = document.querySelector("[data-search-key]");
  if (!field || !toggle) return;
  const isOn = () => localStorage.getItem("search-key") !== "off";
  const show = () => toggle.setAttribute("aria-pressed", String(isOn()));
  toggle.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem("search-key", isOn() ? "off" : "on");
    show();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
    event.preventDefault();
    field.focus();
  });
}

/* On a narrow screen the rows come first; what is not filled in stays out of the address. */
function foldFilters() {
  for (const form of document.querySelectorAll("form.filters")) form.addEventListener("formdata", dropEmpty);
  if (matchMedia("(min-width: 60rem)").matches) return;
  document.querySelectorAll(".filters > details").forEach((details) => { details.open = false; });
}

function dropEmpty({ formData }) {
  for (const name of new Set(formData.keys())) {
    const values = formData.getAll(name).filter((value) => value !== "");
    formData.delete(name);
    values.forEach((value) => formData.append(name, value));
  }
}

/* Contents and margin notes follow the paragraph being read. */
function followReader(text) {
  const paragraphs = [...text.querySelectorAll(".paragraph")];
  const hasMargin = matchMedia("(min-width: 75rem)");
  const inSight = new Set();
  let read = null;

  const mark = (paragraph) => {
    if (!paragraph || paragraph === read) return;
    read?.classList.remove("is-read");
    read = paragraph;
    read.classList.add("is-read");
    markContents(read.dataset.item);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? inSight.add(entry.target) : inSight.delete(entry.target);
    if (read?.contains(document.activeElement) && isVisible(read)) return;
    mark(paragraphs.find((paragraph) => inSight.has(paragraph)));
  }, { rootMargin: "-18% 0px -62% 0px" });

  paragraphs.forEach((paragraph) => observer.observe(paragraph));
  text.addEventListener("focusin", (event) => mark(event.target.closest(".paragraph")));
  text.addEventListener("pointerover", (event) => {
    if (hasMargin.matches) mark(event.target.closest(".passage") ? event.target.closest(".paragraph") : null);
    name(event.target.closest("[data-work]")?.dataset.work);
  });
  text.addEventListener("focusin", (event) => name(event.target.closest("[data-work]")?.dataset.work));
  text.addEventListener("click", (event) => name(openNotes(event, hasMargin)));
  setNotes(paragraphs, hasMargin.matches);
  hasMargin.addEventListener("change", () => setNotes(paragraphs, hasMargin.matches));
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();

  /* Lights up the words and notes of the works. */
  function name(works) {
    text.querySelectorAll(".is-named").forEach((element) => element.classList.remove("is-named"));
    if (!works) return;
    text.querySelectorAll(of(works)).forEach((each) => each.classList.add("is-named"));
    if (hasMargin.matches) bringNoteIntoSight(read);
  }
}

function isVisible(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function markContents(item) {
  for (const link of document.querySelectorAll(".contents a")) {
    const isCurrent = link.dataset.item === item;
    if (isCurrent === link.classList.contains("is-current")) continue;
    link.classList.toggle("is-current", isCurrent);
    isCurrent ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current");
    if (isCurrent) bringIntoSight(link);
  }
}

/* Scrolls the contents alone, never the page. */
function bringIntoSight(link) {
  const box = link.closest(".contents__strip, .contents");
  const strip = link.closest(".contents__strip");
  if (strip && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 24;
  else if (box) {
    const frame = box.closest(".contents");
    const above = link.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    if (above < 0 || above > frame.clientHeight - link.offsetHeight) frame.scrollTop += above - frame.clientHeight / 3;
  }
}

/* Beside the text notes are always open; below it they wait to be asked for. */
function setNotes(paragraphs, areOpen) {
  for (const paragraph of paragraphs) {
    const notes = paragraph.querySelector("details.notes");
    if (notes) notes.open = areOpen;
  }
}

/* Everything that speaks of one of the works, whose codes stand side by side. */
function of(works) {
  return works.split(" ").map((work) => `[data-work~="${CSS.escape(work)}"]`).join(", ");
}

/* Scrolls the notes alone, never the page. */
function bringNoteIntoSight(paragraph) {
  const note = paragraph?.querySelector(".note.is-named");
  const body = note?.closest(".notes__body");
  if (!body || body.scrollHeight <= body.clientHeight) return;
  const above = note.getBoundingClientRect().top - body.getBoundingClientRect().top;
  if (above < 0 || above > body.clientHeight - note.offsetHeight) body.scrollTop += above - 16;
}

/* Where notes stand below the text, touching words first opens their note; codes drawn together always lead to it.
   Returns the works whose note was opened. */
function openNotes(event, hasMargin) {
  const target = event.target.closest(".passage__code a[href^='#'], .passage");
  const notes = target?.closest(".paragraph")?.querySelector("details.notes");
  if (!notes || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const isDrawnTogether = target.matches(".passage__code a");
  if (!isDrawnTogether && (notes.open || event.target.closest(".passage__code a"))) return;
  const note = notes.querySelector(of(target.dataset.work));
  if (!note) return;
  event.preventDefault();
  notes.open = true;
  note.querySelector("a").focus({ preventScroll: true });
  if (!hasMargin.matches) note.scrollIntoView({ block: "nearest" });
  return target.dataset.work;
}
