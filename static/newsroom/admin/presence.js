/* Tells the server every 15 seconds that the story is open here, and shows who else has it open. */
(function () {
  "use strict";

  var EVERY = 15000; // milliseconds
  var form = document.getElementById("article_form");
  var opened = form.querySelector("[name=edit_no]").value;

  function show(answer) {
    var others = document.querySelector("[data-others]");
    others.querySelector("[data-others-names]").textContent = answer.here.join(", ");
    others.hidden = !answer.here.length;
    document.querySelector("[data-overtaken]").hidden = answer.edit_no <= Number(opened);
  }

  function beat() {
    if (document.visibilityState === "visible") {
      window.newsroom.line.send(form.dataset.presence, []).then(show, function () {});
    }
  }

  function leave() {
    var bye = new FormData();
    bye.append("bye", "1");
    bye.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    navigator.sendBeacon(form.dataset.presence, bye);
  }

  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", beat);
  setInterval(beat, EVERY);
})();
