/* Fields in which rows are chosen by typing (articles/admin/picks.py): Django's select2, with the
 * best match first, new tags, sentences in the language of the desk, and names for screen readers.
 */
(function () {
  "use strict";

  var $ = django.jQuery;

  function storyId() {
    var form = document.getElementById("article_form");
    return form ? form.dataset.pk : "";
  }

  function sentences(say) {
    function words(key) {
      return function () {
        return say[key];
      };
    }
    return {
      noResults: words("nothing"),
      searching: words("searching"),
      errorLoading: words("failed"),
      loadingMore: words("more"),
      removeAllItems: words("remove"),
      removeItem: words("remove"),
    };
  }

  function drawn(item, say) {
    if (item.isNew) {
      return $("<span>").append($("<small>").text(say.new + ": "), document.createTextNode(item.text));
    }
    if (item.note) {
      return $("<span>").text(item.text).append($("<small class='pick-note'>").text(item.note));
    }
    return item.text;
  }

  function options(select) {
    var say = JSON.parse(select.dataset.say);
    var prefix = select.dataset.new || "";
    var term = "";
    return {
      ajax: {
        data: function (params) {
          return { term: params.term || "", language: window.newsroom.storyLanguage(), exclude: storyId() };
        },
        processResults: function (answer) {
          term = answer.term || "";
          return { results: answer.results };
        },
      },
      language: sentences(say),
      tags: !!prefix,
      createTag: function (params) {
        var name = $.trim(params.term).replace(/\s+/g, " ");
        return name ? { id: prefix + name, text: name, isNew: true } : null;
      },
      /* A name that exists is never made again; one that only begins like it stands before it. */
      insertTag: function (found, made) {
        var exists = found.some(function (item) {
          return item.names && item.names.indexOf(term) !== -1;
        });
        if (exists) {
          return;
        }
        var begins = found.length && found[0].names && found[0].names.some(function (name) {
          return name.indexOf(term) === 0;
        });
        if (begins) {
          found.push(made);
        } else {
          found.unshift(made);
        }
      },
      templateResult: function (item) {
        return drawn(item, say);
      },
    };
  }

  /* Enter pressed before the answer came counts when it is there: until then the list still shows
   * what was found for other letters, and its first row is not what was meant. */
  function obeyEarlyEnter(widget) {
    var asked = null; // the letters that have no answer yet
    var isWanted = false;
    widget.on("query", function (question) {
      asked = question.term || "";
      isWanted = false;
    });
    widget.on("results:all", function (answer) {
      if (asked === null || (answer.query.term || "") !== asked) {
        return;
      }
      asked = null;
      if (isWanted) {
        isWanted = false;
        setTimeout(function () {
          widget.trigger("results:select", {});
        }, 0);
      }
    });
    widget.on("results:message", function () {
      asked = null;
    });
    document.addEventListener(
      "keydown",
      function (event) {
        if (event.key === "Enter" && asked !== null && widget.isOpen()) {
          event.preventDefault();
          event.stopPropagation();
          isWanted = true;
        }
      },
      true
    );
  }

  function label(select, widget) {
    var text = select.labels && select.labels.length ? select.labels[0].textContent.trim() : select.name;
    widget.$container.find(".select2-selection, .select2-search__field").attr("aria-label", text);
    widget.$container.find(".select2-selection").removeAttr("aria-labelledby");
    widget.$container.find(".select2-selection__rendered[role=textbox]").attr("aria-label", text);
    $(select).on("select2:open", function () {
      $(".select2-container--open .select2-search__field").attr("aria-label", text);
    });
  }

  function start(select) {
    $(select).select2(options(select));
    var widget = $(select).data("select2");
    obeyEarlyEnter(widget);
    label(select, widget);
    $(select).on("select2:select", function (event) {
      var element = event.params.data.element;
      if (select.multiple && element) {
        $(element).detach().appendTo(select); // the order of choosing is the order on the page
        $(select).trigger("change");
      }
    });
  }

  window.newsroom = window.newsroom || {};
  window.newsroom.startPick = start;

  $(function () {
    document.querySelectorAll("select.desk-pick").forEach(start);
  });
})();
