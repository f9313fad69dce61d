/* Buttons that links alone cannot be: the system's share sheet, and copying; for readers and at the desk.
   Written for browsers from 2018 on (Chrome 70). Without it the links and the printed address remain. */
(function () {
  "use strict";

  var sheet = navigator.share && window.matchMedia && matchMedia("(pointer: coarse)").matches;

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function place(button) { return button.closest("[data-url]"); }

  function wordsOf(place) { return place.querySelector("textarea, input"); }

  /* For pages without https and for browsers inside other apps, which have no navigator.clipboard. */
  function copyTheOldWay(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.top = "0";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    field.setSelectionRange(0, text.length);
    var done = false;
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    document.body.removeChild(field);
    return done;
  }

  function copy(text) {
    function oldWay() {
      return copyTheOldWay(text) ? Promise.resolve() : Promise.reject(new Error("copy refused"));
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      return navigator.clipboard.writeText(text).catch(oldWay);
    }
    return oldWay();
  }

  function tell(place) {
    var line = place.querySelector(".share-done");
    line.textContent = line.getAttribute("data-done");
    clearTimeout(line.timer);
    line.timer = setTimeout(function () { line.textContent = ""; }, 4000);
  }

  /* Copying was refused: show the words, selected, so that a person can. */
  function show(place) {
    var words = wordsOf(place), printed = place.querySelector(".share-short a");
    if (words) {
      words.hidden = false;
      words.focus();
      words.select();
    } else if (printed) {
      getSelection().selectAllChildren(printed);
    } else {
      window.prompt("", place.getAttribute("data-url"));
    }
  }

  function press(button) {
    var here = place(button), kind = button.getAttribute("data-share");
    var title = here.getAttribute("data-title"), url = here.getAttribute("data-url");
    if (kind === "sheet") {
      navigator.share({ title: title, text: title, url: url }).catch(function () { /* closed */ });
      return;
    }
    var text = kind === "copy-words" ? wordsOf(here).value : url;
    copy(text).then(function () { tell(here); }, function () { show(here); });
  }

  function start(here) {
    each(here.querySelectorAll("[data-share]"), function (button) {
      if (button.getAttribute("data-share") === "sheet" && !sheet) { return; }
      var waiting = button.closest("[hidden]");
      if (waiting) { waiting.hidden = false; }
      button.addEventListener("click", function () { press(button); });
    });
  }

  start(document);
  document.addEventListener("newsroom:drawn", function (event) { start(event.target); });
  each(document.querySelectorAll(".post-words"), function (words) { words.hidden = true; });
})();
