/* The marks of the proof rules beneath the field they stand in: why, where, mend, leave, learn. */
(function () {
  "use strict";

  var OPEN = 2; // places of one reason beneath a field; more of them are folded
  var SHOWN = 20; // the rest is mended or left together
  var card = document.querySelector("[data-check]");
  var kept = document.getElementById("id_stets");
  var words = card ? card.dataset : {};

  function show(findings) {
    var stood = standing();
    document.querySelectorAll(".story-marks").forEach(function (list) {
      list.remove();
    });
    var painted = [];
    findings.forEach(function (finding) {
      byField(finding.marks || []).forEach(function (marks) {
        var field = document.getElementById("field-" + marks[0].field);
        if (field) {
          listOf(field).appendChild(entry(finding, marks));
        }
      });
      painted = painted.concat(finding.marks || []);
    });
    window.places.paint(
      painted.filter(function (mark) {
        return mark.field === "body";
      })
    );
    showStets();
    if (stood) {
      stand(stood.field, stood.number);
    }
  }

  /* Whoever goes through the list by keys stays at the same place of it. */
  function standing() {
    var list = document.activeElement && document.activeElement.closest(".story-marks");
    if (!list) {
      return null;
    }
    var line = document.activeElement.closest(".mark-line");
    var number = Array.from(list.querySelectorAll(".mark-line")).indexOf(line);
    return { field: list.parentElement, number: Math.max(number, 0) };
  }

  function stand(field, number) {
    var places = field.querySelectorAll(".mark-place");
    if (places.length) {
      places[Math.min(number, places.length - 1)].focus({ preventScroll: true });
    }
  }

  /* A line is done with: on to the next one. */
  function done(line) {
    var stood = standing();
    line.remove();
    if (stood) {
      stand(stood.field, stood.number);
    }
  }

  function byField(marks) {
    var fields = {};
    marks.forEach(function (mark) {
      (fields[mark.field] = fields[mark.field] || []).push(mark);
    });
    return Object.values(fields);
  }

  function listOf(field) {
    var list = field.querySelector(".story-marks");
    if (!list) {
      list = field.appendChild(make("ul", "story-marks"));
    }
    return list;
  }

  /* One reason in one field: its places, folded where there are many, and what mends them all. */
  function entry(finding, marks) {
    var item = make("li", finding.severity);
    var places = item;
    if (marks.length > OPEN) {
      places = item.appendChild(make("details", "mark-many"));
      places.appendChild(make("summary", "mark-why", finding.sentence + " × " + marks.length));
    } else {
      item.appendChild(make("p", "mark-why", finding.sentence));
    }
    marks.slice(0, SHOWN).forEach(function (mark) {
      places.appendChild(line(finding, mark));
    });
    if (marks.length > SHOWN) {
      places.appendChild(make("p", "story-help", words.more + ": " + (marks.length - SHOWN)));
    }
    if (finding.count > 1) {
      item.appendChild(together(finding, item));
    }
    return item;
  }

  /* For every place of the story with this reason, in whatever field. */
  function together(finding, item) {
    var made = make("div", "mark-all");
    if (finding.fix) {
      made.appendChild(
        button(finding.fix.label + " (" + finding.fix.count + ")", function () {
          say("newsroom:mend", finding.fix.values);
        })
      );
    }
    if (finding.severity === "advice") {
      made.appendChild(
        button(words.stet + " (" + finding.marks.length + ")", function () {
          leave(finding.marks);
          done(item);
        })
      );
    }
    return made;
  }

  function line(finding, mark) {
    var made = make("div", "mark-line");
    var place = made.appendChild(button("", function () {
      window.places.select(mark);
    }));
    place.className = "mark-place";
    place.lang = document.getElementById("id_language").value;
    point(place, mark);
    if (mark.replacement !== null) {
      made.appendChild(
        button(words.mend + suggestion(mark), function () {
          window.places.mend(mark);
          done(made);
          say("newsroom:check");
        })
      );
    }
    if (finding.severity === "advice") {
      made.appendChild(
        button(words.stet, function () {
          leave([mark]);
          done(made);
        })
      );
    }
    if (mark.is_word && words.dictionary) {
      made.appendChild(
        button(words.word, function () {
          learn(mark.text, made);
        })
      );
    }
    return made;
  }

  /* The words of the place with the fault in them: of a mixed word, the strange letters. */
  function point(place, mark) {
    var at = mark.words.indexOf(mark.text);
    if (at < 0 || mark.text.length > 60) {
      place.textContent = mark.words;
      return;
    }
    place.append(mark.words.slice(0, at));
    if (mark.letters.length) {
      Array.from(mark.text).forEach(function (letter, number) {
        var strange = mark.letters.indexOf(number) >= 0;
        place.append(strange ? make("mark", "", letter) : letter);
      });
    } else {
      place.appendChild(make("mark", "", mark.text));
    }
    place.append(mark.words.slice(at + mark.text.length));
  }

  function suggestion(mark) {
    var right = mark.replacement.trim();
    return right && right.length < 40 ? ": " + right : "";
  }

  function stets() {
    try {
      return JSON.parse(kept.value || "[]");
    } catch (fault) {
      return [];
    }
  }

  function keep(list) {
    kept.value = JSON.stringify(list);
    kept.dispatchEvent(new Event("input", { bubbles: true }));
    showStets();
  }

  function leave(marks) {
    var list = stets();
    marks.forEach(function (mark) {
      var is = JSON.stringify([mark.rule, mark.words]);
      var stands = list.some(function (stet) {
        return JSON.stringify(stet) === is;
      });
      if (!stands) {
        list.push([mark.rule, mark.words]);
      }
    });
    keep(list);
  }

  function showStets() {
    var line = card.querySelector(".story-stets") || card.appendChild(make("p", "story-stets story-help"));
    var count = stets().length;
    line.textContent = count ? words.stets + ": " + count + " " : "";
    if (count) {
      line.appendChild(
        button(words.again, function () {
          keep([]);
        })
      );
    }
  }

  /* Through the dictionary's own page, with its rights and its audit. */
  function learn(word, line) {
    var sent = new FormData();
    sent.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    sent.set("word", word);
    sent.set("language", "");
    sent.set("note", "");
    fetch(words.dictionary, { method: "POST", body: sent }).then(function (answer) {
      if (answer.ok) {
        done(line);
        say("newsroom:check");
      }
    });
  }

  function button(label, press) {
    var made = make("button", "desk-button mark-button", label);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  function say(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }

  function make(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = text || "";
    return made;
  }

  if (card && kept) {
    document.addEventListener("newsroom:checked", function (event) {
      show(event.detail);
    });
    showStets();
  }
})();
