/* What stands behind the ids in a text: asked of the desk once per id, kept for the page.
 *
 * GET <config.newsroom.objects>?photo=1,2&article=3 answers (articles.body.describe):
 *   {"photos": {"1": {"thumb", "caption", "credit", "label"}},
 *    "articles": {"3": {"headline", "status", "is_live"}}}
 * An id that is not in the answer belongs to nobody.
 */
(function () {
  "use strict";

  var WAIT = 30; // milliseconds: the objects of one text are asked for together
  var MOST = 200; // ids of a kind in one question, as articles/body/desk.py answers

  function Details(address) {
    this.address = address;
    this.known = { photo: {}, article: {} }; // id -> details, or null when there is no such row
    this.asked = { photo: {}, article: {} }; // id -> those who wait for the answer
    this.timer = 0;
  }

  /** Calls back with the details, null for an unknown id, undefined when the desk did not answer. */
  Details.prototype.get = function (kind, id, callback) {
    if (id in this.known[kind]) {
      callback(this.known[kind][id]);
      return;
    }
    (this.asked[kind][id] = this.asked[kind][id] || []).push(callback);
    if (Object.keys(this.asked[kind]).length >= MOST) {
      clearTimeout(this.timer);
      this.ask();
    } else if (!this.timer) {
      this.timer = setTimeout(this.ask.bind(this), WAIT);
    }
  };

  Details.prototype.ask = function () {
    var details = this;
    var asked = this.asked;
    this.timer = 0;
    this.asked = { photo: {}, article: {} };
    var query =
      "photo=" + Object.keys(asked.photo).join(",") + "&article=" + Object.keys(asked.article).join(",");
    fetch(this.address + "?" + query, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (response) {
        if (!response.ok || response.redirected) {
          throw new Error(response.status);
        }
        return response.json();
      })
      .then(
        function (answer) {
          details.answer("photo", asked.photo, answer.photos);
          details.answer("article", asked.article, answer.articles);
        },
        function () {
          tell(asked.photo, undefined);
          tell(asked.article, undefined);
        }
      );
  };

  Details.prototype.answer = function (kind, asked, rows) {
    var known = this.known[kind];
    Object.keys(asked).forEach(function (id) {
      known[id] = rows[id] || null;
      asked[id].forEach(function (callback) {
        callback(known[id]);
      });
    });
  };

  function tell(asked, details) {
    Object.keys(asked).forEach(function (id) {
      asked[id].forEach(function (callback) {
        callback(details);
      });
    });
  }

  window.newsroomEditor = window.newsroomEditor || {};
  window.newsroomEditor.Details = Details;
})();
