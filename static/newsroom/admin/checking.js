/* The gate beside the form: asks what it says of the typed text, a moment after the last key. */
(function () {
  "use strict";

  var PAUSE = 1500; // milliseconds after the last change
  var form = document.getElementById("article_form");
  var card = document.querySelector("[data-check]");
  var timer = null;
  var asked = 0;
  var seen = {}; // field → the text that the findings on the page speak of

  function editor() {
    return window.CKEDITOR && CKEDITOR.instances.id_body;
  }

  function later(event) {
    if (event && event.target && event.target.form && event.target.form !== form) {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function ask() {
    var number = ++asked;
    var sent = new FormData(form);
    if (editor()) {
      sent.set("body", editor().getData());
    }
    sent.delete("video_file");
    var read = Object.fromEntries(sent);
    fetch(card.dataset.check, { method: "POST", body: sent, headers: { "X-Requested-With": "fetch" } })
      .then(function (answer) {
        return answer.ok && !answer.redirected ? answer.json() : null;
      })
      .then(function (said) {
        if (said && said.findings && number === asked) {
          seen = read;
          show(said.findings);
          tell(said.tally);
        }
      })
      .catch(function () {
        return; // no line: what stood there stays
      });
  }

  function show(findings) {
    var list = card.querySelector("ul");
    list.textContent = "";
    findings.forEach(function (finding) {
      list.appendChild(line(finding));
    });
    if (!findings.length) {
      list.appendChild(make("li", "story-kind-of", card.dataset.good));
    }
    document.dispatchEvent(new CustomEvent("newsroom:checked", { detail: findings }));
  }

  /* In the bar, which is always in sight: how many, and the way to the card. */
  function tell(tally) {
    var link = document.querySelector("[data-tally]");
    link.textContent = tally.words;
    link.className = "story-tally " + tally.severity;
    link.hidden = !tally.words;
  }

  function line(finding) {
    var item = make("li", finding.severity, "");
    var link = make("a", "", finding.sentence);
    link.href = finding.link || "#field-" + finding.field;
    link.target = finding.link ? "_blank" : "";
    item.appendChild(link);
    if (finding.rename) {
      item.appendChild(change(finding.rename));
    } else if (finding.words && !finding.count) {
      item.appendChild(make("span", "story-words", " " + finding.words));
    }
    if (finding.count > 1) {
      item.appendChild(make("span", "story-kind-of", " × " + finding.count));
    }
    if (finding.severity === "advice") {
      item.appendChild(make("span", "story-kind-of", " (" + card.dataset.advice + ")"));
    }
    if (finding.fix && !finding.count) {
      // what has places is mended beneath its field: proofs.js
      var button = make("button", "desk-button story-fix", finding.fix.label);
      button.type = "button";
      button.addEventListener("click", function () {
        mend(finding.fix.values);
      });
      item.appendChild(button);
    }
    if (finding.rename) {
      item.appendChild(renaming(finding));
    }
    return item;
  }

  /* From what to what, the strange letters marked: they look like others. */
  function change(rename) {
    var made = make("span", "story-words", " ");
    Array.from(rename.old).forEach(function (letter, number) {
      made.append(rename.letters.indexOf(number) < 0 ? letter : make("mark", "", letter));
    });
    made.append(" → " + rename.new);
    return made;
  }

  /* The name of a tag or a source is mended where it stands, for every story. */
  function renaming(finding) {
    var rename = finding.rename;
    var button = make("button", "desk-button story-fix", card.dataset.mend + ": " + rename.new);
    var why = make("span", "story-words", ""); // it was not done
    why.setAttribute("role", "status");
    why.tabIndex = -1;
    button.type = "button";
    button.addEventListener("click", function () {
      if (!rename.url) {
        called(finding, rename.chosen.replace(rename.old, rename.new), rename.new);
        return;
      }
      button.disabled = true;
      why.remove();
      window.newsroom.line.send(rename.url, []).then(
        function (said) {
          called(finding, rename.chosen, said.name);
        },
        function (fault) {
          button.after(why);
          why.textContent = reason(fault);
          button.disabled = false;
          if (fault.status === 409) {
            why.focus();
            button.remove(); // it would be refused again
          } else if (fault.status === 404) {
            later(); // the row is gone: what is chosen is checked anew
          }
        }
      );
    });
    return button;
  }

  function reason(fault) {
    if (fault.status === 409) {
      return fault.message;
    }
    if (fault.status === 403) {
      return card.dataset.refused;
    }
    var isOut = fault.why === "signed_out" || fault.why === "another";
    return isOut ? card.dataset.out : card.dataset.failed;
  }

  /* What is chosen in a field is called otherwise now. */
  function called(finding, value, name) {
    form.querySelectorAll("#field-" + finding.field + " option").forEach(function (option) {
      if (option.value === finding.rename.chosen) {
        var select = option.parentElement;
        option.replaceWith(new Option(name, value, true, true));
        django.jQuery(select).trigger("change");
      }
    });
    later();
  }

  /* Never over words typed since: then only the findings are made new. */
  function mend(values) {
    var names = Object.keys(values);
    if (!names.every(stands)) {
      ask();
      return;
    }
    names.forEach(function (name) {
      if (name === "body" && editor()) {
        editor().setData(values.body, { callback: later });
        editor().fire("change");
        return;
      }
      var box = document.getElementById("id_" + name);
      box.value = values[name];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    later();
  }

  function stands(name) {
    var is = name === "body" && editor() ? editor().getData() : new FormData(form).get(name);
    return is === seen[name];
  }

  function make(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  document.addEventListener("newsroom:mend", function (event) {
    mend(event.detail);
  });

  document.addEventListener("newsroom:check", later);

  document.addEventListener("DOMContentLoaded", function () {
    if (!card || !form) {
      return;
    }
    later();
    form.addEventListener("input", later);
    django.jQuery(form).on("change", later);
    if (window.CKEDITOR) {
      CKEDITOR.on("instanceReady", function (event) {
        event.editor.on("change", function () {
          later();
        });
        later(); // what it shows can be marked now
      });
    }
  });
})();
