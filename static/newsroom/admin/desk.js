/* The story form: boxes that grow, counters, TV fields, source rows, Ctrl+S, "not saved" guard. */
(function () {
  "use strict";

  var form = document.getElementById("article_form");
  var words = JSON.parse(document.getElementById("newsroom-words").textContent).stories.say;

  function each(selector, action) {
    document.querySelectorAll(selector).forEach(action);
  }

  // Boxes that grow with their text

  function grow(box) {
    box.style.height = "auto";
    if (box.scrollHeight) {
      box.style.height = box.scrollHeight + box.offsetHeight - box.clientHeight + "px";
    }
  }

  function startGrowing(box) {
    box.addEventListener("input", function () {
      grow(box);
    });
    grow(box);
  }

  // Counters: letters typed; amber past the length that reads well, red past the limit

  function startCounting(box) {
    var shown = document.querySelector('[data-count-of="' + box.id + '"]');
    if (!shown) {
      return;
    }
    var good = Number(box.dataset.count);
    var limit = Number(box.dataset.limit);
    function count() {
      var length = Array.from(box.value.trim()).length;
      shown.textContent = length ? length + " / " + limit : "";
      shown.className = "story-count" + (length > limit ? " is-over" : length > good ? " is-long" : "");
    }
    box.addEventListener("input", count);
    count();
  }

  // Fields of one kind of story only

  function startKinds() {
    var kind = document.getElementById("id_kind");
    each("[data-only-kind]", function (part) {
      function show() {
        var isFaulty = part.querySelector(".errorlist");
        part.hidden = kind.value !== part.dataset.onlyKind && !isFaulty;
        part.querySelectorAll("[data-grow]").forEach(grow);
      }
      kind.addEventListener("change", show);
      show();
    });
  }

  // A row of sources more as soon as the last one is filled

  function startRows(list) {
    var $ = django.jQuery;
    var number = list.children.length;
    function addRow() {
      var last = list.lastElementChild;
      if (!last.querySelector("select").value && !last.querySelector("input").value) {
        return;
      }
      var row = last.cloneNode(true);
      row.querySelectorAll(".select2").forEach(function (drawn) {
        drawn.remove();
      });
      var id = "id_sources-" + number++;
      var select = row.querySelector("select");
      select.className = "desk-pick";
      select.removeAttribute("data-select2-id");
      select.removeAttribute("aria-hidden");
      select.removeAttribute("tabindex");
      select.innerHTML = "";
      select.id = id;
      var address = row.querySelector("input");
      address.value = "";
      address.id = id + "-url";
      var labels = row.querySelectorAll("label");
      labels[0].htmlFor = id;
      labels[1].htmlFor = address.id;
      list.appendChild(row);
      window.newsroom.startPick(select);
    }
    $(list).on("change", "select", addRow);
    list.addEventListener("input", addRow);
  }

  // What is not saved yet

  var isDirty = false;
  var isLeaving = false;
  var isSending = false;

  function editors() {
    return window.CKEDITOR ? Object.values(CKEDITOR.instances) : [];
  }

  function markDirty(event) {
    if (event && event.target && event.target.form && event.target.form !== form) {
      return; // a field of another form that only stands in this one
    }
    if (!isDirty) {
      isDirty = true;
      each("[data-dirty]", function (mark) {
        mark.hidden = false;
      });
    }
  }

  function guard() {
    if (document.querySelector("[data-unsaved]")) {
      markDirty(); // a refused save: what stands in the form is stored nowhere else
    }
    form.addEventListener("input", markDirty);
    django.jQuery(form).on("change", markDirty);
    if (window.CKEDITOR) {
      CKEDITOR.on("instanceReady", function (event) {
        event.editor.on("change", markDirty);
      });
    }
    window.addEventListener("beforeunload", function (event) {
      if (isDirty && !isLeaving) {
        event.preventDefault();
        event.returnValue = words.leave;
      }
    });
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (button && button.formTarget === "_blank") {
        return;
      }
      if (isSending) {
        event.preventDefault(); // a double click is one story
        return;
      }
      isSending = isLeaving = true;
      if (button && button.name === "_continue") {
        keepPlace();
      }
    });
    window.addEventListener("pageshow", function () {
      isSending = isLeaving = false;
    });
  }

  // After a save the page stands where it stood

  var PLACE = "newsroom-place";

  function keepPlace() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({ at: Date.now(), y: window.scrollY }));
    } catch (full) {
      return;
    }
  }

  function findPlace() {
    var kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
    } catch (broken) {
      return;
    }
    var problems = document.querySelector("[data-problems], .story-quicker");
    if (problems) {
      window.scrollTo(0, 0);
      problems.focus();
    } else if (kept && Date.now() - kept.at < 20000) {
      window.scrollTo(0, kept.y);
    }
  }

  // Keys

  function startKeys() {
    document.addEventListener("keydown", saveByKey);
    if (window.CKEDITOR) {
      CKEDITOR.on("instanceReady", function (event) {
        event.editor.document.on("keydown", function (key) {
          saveByKey(key.data.$);
        });
      });
    }
    form.addEventListener("keydown", function (event) {
      var isLine = event.target.matches("textarea[data-line], input:not([type=submit])");
      if (event.key === "Enter" && isLine && !event.isComposing) {
        event.preventDefault(); // a headline has no lines, and Enter is no way to save
      }
    });
  }

  function saveByKey(event) {
    var isSave = (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyS";
    if (!isSave || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    editors().forEach(function (editor) {
      editor.updateElement();
    });
    form.querySelector('[name="_continue"]').click();
  }

  // The note for readers belongs to a correction alone

  function startChanges(panel) {
    var note = panel.querySelector(".story-public-note");
    if (!note) {
      return;
    }
    function show() {
      var chosen = panel.querySelector('[name="change"]:checked');
      note.hidden = !chosen || chosen.value === "update" || chosen.value === "typo";
      note.querySelectorAll("[data-grow]").forEach(grow);
    }
    panel.addEventListener("change", show);
    show();
  }

  function startMore(more) {
    document.addEventListener("click", function (event) {
      if (!more.contains(event.target)) {
        more.open = false;
      }
    });
    more.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        more.open = false;
        more.querySelector("summary").focus();
      }
    });
  }

  // Notes and assignment: sent by themselves, so that nothing typed in the story is left

  function startColleagues(other) {
    other.addEventListener("submit", function (event) {
      var sent = new FormData(other);
      if ("leave" in event.submitter.dataset) {
        return; // it leads to another page
      }
      event.preventDefault();
      sent.append(event.submitter.name, event.submitter.value);
      fetch(other.action, { method: "POST", body: sent, headers: { "X-Requested-With": "fetch" } })
        .then(function (answer) {
          if (!answer.ok || answer.redirected) {
            throw new Error(answer.status);
          }
          return answer.text();
        })
        .then(function (card) {
          var place = document.querySelector("[data-colleagues]");
          place.innerHTML = card;
          place.dispatchEvent(new CustomEvent("newsroom:drawn", { bubbles: true }));
        })
        .catch(function () {
          window.alert(words.failed_note);
        });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    each("#colleagues-form", startColleagues);
    each("[data-grow]", startGrowing);
    each("[data-count]", startCounting);
    each("[data-rows]", startRows);
    each(".story-more, .story-ask", startMore);
    each(".story-ask-panel", startChanges);
    startKinds();
    startKeys();
    guard();
    findPlace();
  });
  window.addEventListener("load", function () {
    each("[data-grow]", grow);
  });
})();
