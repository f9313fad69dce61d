/* The line to the server, which may be down, and the sign-in, which may have expired.
 *
 * window.newsroom.line.check()               is everything as it was when the page was opened?
 * window.newsroom.line.send(address, pairs)  POST [[name, value], …]; calls back with the JSON
 * window.newsroom.line.signIn()              asks for the password over the open form
 *
 * All are promises. A fault has `why`: "offline", "signed_out", "another" (somebody else is signed
 * in in this browser by now), "refused" (with the server's sentence and its `status`), "cancelled".
 */
(function () {
  "use strict";

  var PATIENCE = 10000; // milliseconds for an answer
  var dialog = document.getElementById("sign-in");
  var ways = dialog.dataset;
  var waiting = null; // {resolve, reject} of the open dialog

  function fault(why, sentence) {
    var error = new Error(sentence || why);
    error.why = why;
    return error;
  }

  function ask(address, options) {
    var cut = new AbortController();
    var timer = setTimeout(function () {
      cut.abort();
    }, PATIENCE);
    options = Object.assign({ credentials: "same-origin", cache: "no-store", signal: cut.signal }, options);
    return fetch(address, options).then(
      function (response) {
        clearTimeout(timer);
        if (response.status >= 500) {
          throw fault("offline");
        }
        return response;
      },
      function () {
        clearTimeout(timer);
        throw fault("offline");
      }
    );
  }

  function isJson(response) {
    return (response.headers.get("Content-Type") || "").indexOf("application/json") === 0;
  }

  function check() {
    return ask(ways.session).then(function (response) {
      if (!isJson(response)) {
        throw fault("signed_out");
      }
      return response.json().then(function (session) {
        if (String(session.user) !== ways.user) {
          throw fault("another");
        }
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (input) {
          input.value = session.token; // signing in again has changed it
        });
      });
    });
  }

  function post(address, pairs) {
    var data = new FormData();
    pairs.forEach(function (pair) {
      data.append(pair[0], pair[1]);
    });
    var token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    return ask(address, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
  }

  function answerOf(response) {
    if (!isJson(response)) {
      throw response.redirected || response.ok ? fault("signed_out") : refused(response);
    }
    return response.json().then(function (answer) {
      if (!response.ok) {
        throw refused(response, answer.error);
      }
      return answer;
    });
  }

  function refused(response, sentence) {
    return Object.assign(fault("refused", sentence || String(response.status)), { status: response.status });
  }

  function send(address, pairs) {
    return post(address, pairs).then(function (response) {
      if (response.status !== 403 || isJson(response)) {
        return answerOf(response);
      }
      return check().then(function () {
        return post(address, pairs).then(answerOf); // once more, with the token of now
      });
    });
  }

  // The dialog

  function say(text) {
    var message = dialog.querySelector("[data-message]");
    message.textContent = text || "";
    message.hidden = !text;
  }

  function close(outcome) {
    var asked = waiting;
    waiting = null;
    dialog.querySelector("[type=password]").value = "";
    dialog.close();
    if (asked && outcome) {
      asked.reject(outcome);
    } else if (asked) {
      asked.resolve();
    }
  }

  function signIn() {
    return new Promise(function (resolve, reject) {
      waiting = { resolve: resolve, reject: reject };
      say("");
      dialog.showModal();
      dialog.querySelector("[type=password]").focus();
    });
  }

  /* The token of a page that Django drew, or the sentence with which it said no. */
  function read(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var token = page.querySelector("[name=csrfmiddlewaretoken]");
    var no = page.querySelector(".errornote, .locked-out p");
    return { token: token ? token.value : "", no: no ? no.textContent.trim() : "" };
  }

  function enter(event) {
    event.preventDefault();
    var form = event.target;
    say("");
    ask(ways.login + "?next=" + encodeURIComponent(ways.session))
      .then(function (response) {
        return response.text();
      })
      .then(function (html) {
        var data = new FormData(form);
        data.append("csrfmiddlewaretoken", read(html).token);
        data.append("next", ways.session);
        return ask(ways.login, { method: "POST", body: data });
      })
      .then(function (response) {
        if (isJson(response)) {
          return check().then(function () {
            close();
          });
        }
        return response.text().then(function (html) {
          say(read(html).no || ways.failed);
          form.querySelector("[type=password]").select();
        });
      })
      .catch(function () {
        say(ways.failed);
      });
  }

  dialog.querySelector("form").addEventListener("submit", enter);
  dialog.querySelector("[data-close]").addEventListener("click", function () {
    close(fault("cancelled"));
  });
  dialog.addEventListener("cancel", function (event) {
    event.preventDefault();
    close(fault("cancelled"));
  });
  window.addEventListener("focus", function () {
    if (waiting) {
      check().then(
        function () {
          close(); // signed in on a page of its own
        },
        function () {}
      );
    }
  });

  window.newsroom = window.newsroom || {};
  window.newsroom.line = { check: check, send: send, signIn: signIn };
})();
