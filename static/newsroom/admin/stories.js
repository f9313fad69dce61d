/* The dialog that finds stories, and the attribution phrases of the chosen sources.
 *
 * window.newsroom.storyLanguage()         "kk", "ru" or "en"
 * window.newsroom.pickArticle(callback)   calls back once with {id, label}
 * window.newsroom.attributionPhrases()    an array of sentences, at once
 * window.newsroom.sourceCredits()         credits that go with the sources' releases, at once
 */
(function () {
  "use strict";

  window.newsroom = window.newsroom || {};

  /* The language that is being written in: the story's, or the desk's where there is no story. */
  window.newsroom.storyLanguage = function () {
    var select = document.getElementById("id_language");
    return select ? select.value : document.documentElement.lang;
  };

  var config = JSON.parse(document.getElementById("newsroom-words").textContent).stories;
  var dialog, callback, results, active, timer, isWanted;
  var known = { phrases: [], credits: [] };

  function language() {
    return window.newsroom.storyLanguage();
  }

  function answerOf(address, question) {
    return fetch(address + "?" + new URLSearchParams(question), { credentials: "same-origin" }).then(
      function (response) {
        if (!response.ok || response.redirected) {
          throw new Error(response.status);
        }
        return response.json();
      }
    );
  }

  // Read also

  function search() {
    return dialog.querySelector("[data-search]");
  }

  function say(text) {
    var message = dialog.querySelector("[data-message]");
    message.textContent = text || "";
    message.hidden = !text;
  }

  function load() {
    var asked = search().value;
    var form = document.getElementById("article_form");
    var question = { term: asked, language: language(), exclude: form ? form.dataset.pk : "" };
    answerOf(config.find, question).then(
      function (answer) {
        if (asked === search().value) {
          draw(answer.results);
          say(answer.results.length ? "" : config.say.nothing);
        }
      },
      function () {
        say(config.say.failed);
      }
    );
  }

  function draw(found) {
    results = found;
    var list = dialog.querySelector("[data-results]");
    list.textContent = "";
    found.forEach(function (story) {
      var item = document.createElement("li");
      var button = document.createElement("button");
      var picture = document.createElement(story.thumb ? "img" : "span");
      var text = document.createElement("span");
      var note = document.createElement("small");
      button.type = "button";
      button.className = "story-result";
      picture.className = "list-picture";
      if (story.thumb) {
        picture.src = story.thumb;
        picture.alt = "";
      }
      text.textContent = story.label;
      note.textContent = story.note;
      text.appendChild(note);
      button.append(picture, text);
      button.addEventListener("click", function () {
        finish(story);
      });
      item.appendChild(button);
      list.appendChild(item);
    });
    mark(0);
    if (isWanted && found.length) {
      finish(found[0]); // Enter was pressed before the answer came
    }
    isWanted = false;
  }

  function mark(number) {
    var buttons = dialog.querySelectorAll(".story-result");
    active = Math.max(0, Math.min(number, buttons.length - 1));
    buttons.forEach(function (button, index) {
      button.classList.toggle("is-active", index === active);
      if (index === active) {
        button.scrollIntoView({ block: "nearest" });
      }
    });
  }

  function keys(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!results) {
        isWanted = true;
      } else if (results[active]) {
        finish(results[active]);
      }
    }
  }

  function finish(story) {
    var tell = callback;
    callback = null;
    dialog.close();
    if (tell) {
      tell(story);
    }
  }

  function pickArticle(tell) {
    callback = tell;
    results = null;
    isWanted = false;
    search().value = "";
    dialog.showModal();
    load();
  }

  // Phrases and credits of the sources

  function sources() {
    return Array.from(document.querySelectorAll('select[name="sources-source"]'))
      .map(function (select) {
        return select.value;
      })
      .filter(Boolean)
      .join(",");
  }

  function learn() {
    var asked = sources();
    if (!asked) {
      known = { phrases: [], credits: [] };
      return;
    }
    answerOf(config.phrases, { sources: asked, language: language() }).then(
      function (answer) {
        if (asked === sources()) {
          known = answer;
        }
      },
      function () {} // the button then says that there are none
    );
  }

  document.addEventListener("DOMContentLoaded", function () {
    window.newsroom.attributionPhrases = function () {
      return known.phrases;
    };
    window.newsroom.sourceCredits = function () {
      return known.credits;
    };
    var form = document.getElementById("article_form");
    if (form) {
      django.jQuery(form).on("change", 'select[name="sources-source"], #id_language', learn);
      learn();
    }
    dialog = document.getElementById("story-dialog");
    if (!dialog) {
      return;
    }
    window.newsroom.pickArticle = pickArticle;
    search().addEventListener("input", function () {
      clearTimeout(timer);
      results = null; // Enter waits for the answer to what is typed now
      timer = setTimeout(load, 120);
    });
    search().addEventListener("keydown", keys);
    dialog.querySelector("[data-close]").addEventListener("click", function () {
      dialog.close();
    });
  });
})();
