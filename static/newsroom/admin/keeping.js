/* What is typed and not saved yet is kept: on the server every 20 seconds and when a field is left,
 * in the browser while the line is down. A save first asks whether the line is up and the sign-in
 * still good, so that nothing typed is sent into the void.
 */
(function () {
  "use strict";

  var EVERY = 20000; // milliseconds
  var form = document.getElementById("article_form");
  var line = window.newsroom.line;
  var MINE = "newsroom-text:" + document.getElementById("sign-in").dataset.user + ":";
  var formId = form.querySelector("[name=form_id]").value;
  var KEY = MINE + (form.dataset.pk || "new-" + formId);
  var isChanged = Boolean(document.querySelector("[data-unsaved]"));
  var kept = ""; // what the server has, as JSON
  var sending = Promise.resolve();
  var isSending = false;
  var isLeaving = false; // a save is on its way: what it brings is not kept once more

  function pairs() {
    if (window.CKEDITOR) {
      Object.values(CKEDITOR.instances).forEach(function (editor) {
        editor.updateElement();
      });
    }
    return Array.from(new FormData(form)).filter(function (pair) {
      return typeof pair[1] === "string" && pair[0] !== "csrfmiddlewaretoken";
    });
  }

  function show(name, detail) {
    document.querySelectorAll("[data-kept]").forEach(function (mark) {
      mark.hidden = mark.dataset.kept !== name;
      var place = mark.querySelector("[data-kept-at], [data-kept-why]");
      if (place && !mark.hidden) {
        place.textContent = detail || "";
      }
    });
  }

  // In the browser

  function keepHere(text) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ address: form.dataset.keep, text: text }));
      return true;
    } catch (full) {
      return false;
    }
  }

  function forgetHere(key) {
    try {
      localStorage.removeItem(key);
    } catch (closed) {
      return;
    }
  }

  /* What an earlier page could not send: it goes to the server, which will offer it. */
  function sendLeft() {
    var left = [];
    try {
      left = Object.keys(localStorage).filter(function (key) {
        return key.indexOf(MINE) === 0;
      });
    } catch (closed) {
      return;
    }
    left.forEach(function (key) {
      if (key === KEY && (isChanged || isUndecided())) {
        return; // this page holds what is newer, or an older text waits to be decided on
      }
      var text = JSON.parse(localStorage.getItem(key));
      line.send(text.address, JSON.parse(text.text)).then(
        function () {
          forgetHere(key);
          if (!isChanged && (key === KEY || (!form.dataset.pk && key.indexOf(MINE + "new-") === 0))) {
            location.reload();
          }
        },
        function () {}
      );
    });
  }

  // On the server

  function isUndecided() {
    return Boolean(form.dataset.pk && document.querySelector("[data-offer]"));
  }

  /* A promise of "", or of why the text is not on the server now. */
  function keep() {
    if (isSending) {
      return sending;
    }
    var text = isChanged && !isLeaving ? JSON.stringify(pairs()) : kept;
    if (text === kept) {
      isChanged = false;
      return Promise.resolve("");
    }
    if (isUndecided()) {
      keepHere(text);
      show("waiting");
      return Promise.resolve("");
    }
    isChanged = false;
    isSending = true;
    sending = line.send(form.dataset.keep, JSON.parse(text)).then(
      function (answer) {
        isSending = false;
        kept = text;
        forgetHere(KEY);
        show("server", answer.kept);
        return "";
      },
      function (fault) {
        isSending = false;
        isChanged = isChanged || fault.why !== "refused"; // what was refused is refused again
        if (fault.why === "offline") {
          show(keepHere(text) ? "here" : "refused", fault.message);
        } else {
          show(fault.why === "refused" ? "refused" : "signed_out", fault.message);
        }
        return fault.why;
      }
    );
    return sending;
  }

  function change() {
    isChanged = true;
  }

  // A save

  var isChecking = false;
  var isChecked = false;

  function save(event) {
    var button = event.submitter;
    if (event.target !== form || (button && button.formTarget === "_blank")) {
      return;
    }
    if (isChecked) {
      isChecked = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isChecking) {
      isChecking = true;
      check(button);
    }
  }

  function check(button) {
    line
      .check()
      .then(function () {
        return sending.then(keep);
      })
      .then(function (why) {
        if (why === "offline") {
          throw Object.assign(new Error(why), { why: why });
        }
      })
      .then(
        function () {
          isChecking = false;
          isChecked = isLeaving = true;
          if (button) {
            button.click();
          } else {
            form.requestSubmit();
          }
        },
        function (fault) {
          if (fault.why === "offline") {
            isChecking = false;
            change();
            show(keepHere(JSON.stringify(pairs())) ? "here" : "refused", fault.message);
            return;
          }
          line.signIn().then(
            function () {
              check(button);
            },
            function () {
              isChecking = false;
              show("signed_out");
            }
          );
        }
      );
  }

  function startOffers() {
    document.querySelectorAll("[data-discard]").forEach(function (discard) {
      discard.addEventListener("submit", function (event) {
        event.preventDefault(); // the form below stays as it is
        var token = document.querySelector("[name=csrfmiddlewaretoken]").value;
        fetch(discard.action, {
          method: "POST",
          credentials: "same-origin",
          headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
        }).then(function (response) {
          if (response.status === 204) {
            discard.closest("[data-offer]").remove();
            forgetHere(KEY);
            show("");
            keep();
          }
        });
      });
    });
  }

  document.addEventListener("submit", save, true); // before all that listens to the form itself
  document.addEventListener("DOMContentLoaded", function () {
    form.addEventListener("input", change);
    form.addEventListener("focusout", keep);
    django.jQuery(form).on("change", change);
    if (window.CKEDITOR) {
      CKEDITOR.on("instanceReady", function (event) {
        event.editor.on("change", change);
        event.editor.on("blur", keep);
      });
    }
    document.addEventListener("visibilitychange", keep);
    window.addEventListener("pageshow", function () {
      isLeaving = false;
    });
    window.addEventListener("online", keep);
    setInterval(keep, EVERY);
    startOffers();
    sendLeft();
  });
})();
