/* What the typed text may be filed under, offered beneath its fields (articles/admin/suggesting.py).
 * Asked once the typing rests; pressed, a suggestion is chosen as if it had been searched for.
 */
(function () {
  "use strict";

  var PAUSE = 3000; // milliseconds after the last change
  var form = document.getElementById("article_form");
  var timer = null;
  var asked = 0;
  var read = ""; // what the suggestions on the page were made for

  function typed() {
    var sent = new FormData();
    var all = new FormData(form);
    ["csrfmiddlewaretoken", "language", "headline", "standfirst", "body"].forEach(function (name) {
      sent.set(name, all.get(name) || "");
    });
    var editor = window.CKEDITOR && CKEDITOR.instances.id_body;
    if (editor && editor.status === "ready") {
      sent.set("body", editor.getData());
    }
    return sent;
  }

  function ask() {
    var sent = typed();
    var now = JSON.stringify(Array.from(sent.entries()));
    if (!sent.get("headline").trim() || now === read) {
      return;
    }
    var number = ++asked;
    fetch(form.dataset.suggest, { method: "POST", body: sent, headers: { "X-Requested-With": "fetch" } })
      .then(function (answer) {
        return answer.ok && !answer.redirected ? answer.json() : null;
      })
      .then(function (found) {
        if (found && number === asked) {
          read = now;
          form.querySelectorAll("[data-suggested]").forEach(function (place) {
            show(place, found[place.dataset.suggested] || []);
          });
        }
      })
      .catch(function () {
        return; // no line: what stood there stays
      });
  }

  function field(place) {
    return form.querySelector("#id_" + place.dataset.suggested);
  }

  function isChosen(select, id) {
    return Array.from(select.selectedOptions).some(function (option) {
      return option.value === id;
    });
  }

  function show(place, found) {
    var select = field(place);
    var chips = place.querySelector("span");
    chips.textContent = "";
    found
      .filter(function (one) {
        return !isChosen(select, one.id);
      })
      .forEach(function (one) {
        var chip = document.createElement("button");
        chip.type = "button";
        chip.className = "story-chip";
        chip.textContent = one.text;
        chip.addEventListener("click", function () {
          choose(select, one);
          chip.remove();
          place.hidden = !chips.childElementCount;
          select.focus();
        });
        chips.appendChild(chip);
        chips.appendChild(document.createTextNode(" "));
      });
    place.hidden = !chips.childElementCount;
  }

  function choose(select, one) {
    var option = Array.from(select.options).find(function (other) {
      return other.value === one.id;
    });
    if (!option) {
      option = new Option(one.text, one.id);
      select.appendChild(option);
    }
    option.selected = true;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  if (form && form.dataset.suggest) {
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    document.addEventListener("newsroom:checked", later); // the text editor's changes come so
    later();
  }
})();
