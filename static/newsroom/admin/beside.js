/* The preview beside the form: the true page, made of what is typed, a moment after the last key.
 *
 * Each refresh is a frame of its own that takes the place of the one before when it is there: the
 * page does not flicker, keeps its place, and the browser's way back stays as it was. One at a time
 * is asked for, and none while the panel is closed.
 */
(function () {
  "use strict";

  var PAUSE = 1000; // milliseconds after the last change
  var PATIENCE = 20000; // milliseconds until a page that does not come is given up
  var KEY = "newsroom-beside"; // how the panel stood, as JSON; never what is typed
  var form = document.getElementById("article_form");
  var panel = document.getElementById("beside");
  var opener = document.querySelector("[data-beside]");
  var stage = panel.querySelector("[data-stage]");
  var faults = panel.querySelector("[data-faults]");
  var columns = panel.parentNode;
  var stood = { open: false, width: 390, scheme: "" };
  var shown = null; // the frame that is looked at
  var coming = null; // the frame that loads
  var said = ""; // what the newest frame was asked for, as JSON
  var timer = null;
  var number = 0;

  // What is typed

  function typed() {
    var sent = new FormData(form);
    var editor = window.CKEDITOR && CKEDITOR.instances.id_body;
    if (editor) {
      sent.set("body", editor.getData());
    }
    return Array.from(sent).filter(function (pair) {
      return typeof pair[1] === "string"; // a file is not looked at before it is saved
    });
  }

  function later(event) {
    if (event && event.target && event.target.form && event.target.form !== form) {
      return;
    }
    if (stood.open) {
      clearTimeout(timer);
      timer = setTimeout(refresh, PAUSE);
    }
  }

  function refresh() {
    var pairs = typed();
    var text = JSON.stringify(pairs);
    if (!stood.open || coming || text === said) {
      return; // the one that comes asks again when it is there
    }
    said = text;
    coming = ask(pairs.concat([["_beside", "1"]]));
  }

  function ask(pairs) {
    var frame = document.createElement("iframe");
    var carrier = document.createElement("form");
    frame.name = "beside-" + ++number;
    frame.title = stage.dataset.title;
    frame.className = "is-coming";
    stage.appendChild(frame);
    stage.classList.add("is-loading");
    fit(frame);
    paint(frame);
    frame.addEventListener("load", function () {
      come(frame);
    });
    frame.patience = setTimeout(function () {
      come(frame, true);
    }, PATIENCE);
    carrier.method = "post";
    carrier.enctype = "multipart/form-data";
    carrier.action = panel.dataset.address;
    carrier.target = frame.name;
    carrier.hidden = true;
    pairs.forEach(function (pair) {
      var box = document.createElement("input");
      box.type = "hidden";
      box.name = pair[0];
      box.value = pair[1];
      carrier.appendChild(box);
    });
    document.body.appendChild(carrier);
    carrier.submit(); // no event: the guards of the form look at its saves alone
    frame.carrier = carrier;
    return frame;
  }

  // What comes

  /* `isLate`: what is there is taken, though some of its pictures may still be on their way. */
  function come(frame, isLate) {
    var page = pageOf(frame);
    if (frame !== coming || (!isLate && page && page.URL === "about:blank")) {
      return;
    }
    clearTimeout(frame.patience);
    frame.carrier.remove();
    coming = null;
    stage.classList.remove("is-loading");
    if (page && page.querySelector(".preview")) {
      tell([]);
      take(frame);
    } else {
      frame.remove();
      tell(wrong(page));
    }
    later();
  }

  /* Its document; null where the browser shows a page of its own, or none of ours. */
  function pageOf(frame) {
    try {
      return frame.contentDocument;
    } catch (foreign) {
      return null;
    }
  }

  function wrong(page) {
    var lines = page ? Array.from(page.querySelectorAll(".story-problems li")) : [];
    if (!lines.length) {
      said = ""; // worth another try
      return [panel.dataset.failed];
    }
    return lines.map(function (line) {
      return line.textContent;
    });
  }

  function tell(sentences) {
    var text = sentences.join("\n");
    stage.classList.toggle("has-faults", Boolean(text));
    if (faults.dataset.said === text) {
      return; // not read aloud again and again
    }
    faults.dataset.said = text;
    faults.textContent = "";
    sentences.forEach(function (sentence) {
      var line = document.createElement("p");
      line.textContent = sentence;
      faults.appendChild(line);
    });
  }

  /* The new page stands where the old one was read. */
  function take(frame) {
    var old = shown;
    if (old && pageOf(old)) {
      frame.contentWindow.scrollTo(0, old.contentWindow.scrollY);
    }
    frame.classList.remove("is-coming");
    shown = frame;
    if (old) {
      if (document.activeElement === old) {
        frame.focus();
      }
      old.remove();
    }
    offerSchemes();
  }

  // How it stands

  function fit(frame) {
    var room = stage.clientWidth;
    var scale = Math.min(1, room / stood.width);
    frame.style.width = stood.width + "px";
    frame.style.height = stage.clientHeight / scale + "px";
    frame.style.left = Math.max(0, (room - stood.width) / 2) + "px";
    frame.style.transform = "scale(" + scale + ")";
  }

  function paint(frame) {
    frame.style.colorScheme = stood.scheme || "";
  }

  function isDark() {
    return shown.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /* A browser in which a frame cannot have colours of its own is not asked for them. */
  function offerSchemes() {
    if (!shown) {
      return;
    }
    if (stood.scheme && isDark() !== (stood.scheme === "dark")) {
      panel.querySelector("[data-schemes]").hidden = true;
      return;
    }
    press("scheme", isDark() ? "dark" : "light");
  }

  function press(kind, value) {
    panel.querySelectorAll("[data-" + kind + "]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset[kind] === String(value)));
    });
  }

  function stand() {
    panel.hidden = !stood.open;
    opener.setAttribute("aria-expanded", String(stood.open));
    columns.classList.toggle("has-beside", stood.open);
    columns.classList.toggle("is-wide", stood.open && stood.width > 390);
    press("width", stood.width);
    fitAll();
    [shown, coming].filter(Boolean).forEach(paint);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(stood));
    } catch (full) {
      return;
    }
  }

  function fitAll() {
    var bar = document.querySelector(".story-bar");
    panel.style.setProperty("--beside-top", bar.offsetHeight + 10 + "px");
    [shown, coming].filter(Boolean).forEach(fit);
  }

  function open(isOpen) {
    stood.open = isOpen;
    stand();
    refresh();
  }

  function start() {
    try {
      stood = Object.assign(stood, JSON.parse(sessionStorage.getItem(KEY)));
    } catch (broken) {
      stood.open = false;
    }
    opener.hidden = false;
    opener.addEventListener("click", function () {
      open(!stood.open);
      if (stood.open && panel.getBoundingClientRect().top > window.innerHeight / 2) {
        panel.scrollIntoView();
      }
    });
    panel.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) {
        return;
      }
      if ("close" in button.dataset) {
        open(false);
        opener.focus();
        return;
      }
      stood.width = Number(button.dataset.width) || stood.width;
      stood.scheme = button.dataset.scheme || stood.scheme;
      stand();
      requestAnimationFrame(offerSchemes);
    });
    form.addEventListener("input", later);
    django.jQuery(form).on("change", later);
    if (window.CKEDITOR) {
      CKEDITOR.on("instanceReady", function (event) {
        event.editor.on("change", function () {
          later();
        });
        refresh(); // its text stands there now
      });
    }
    if (window.ResizeObserver) {
      new ResizeObserver(fitAll).observe(stage);
    }
    stand();
    if (!window.CKEDITOR) {
      refresh();
    }
  }

  document.addEventListener("DOMContentLoaded", start);
})();
