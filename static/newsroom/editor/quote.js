/* A quote with its speaker: <blockquote><p>words</p><cite>speaker</cite></blockquote>.
 *
 * In the editor a widget with two places to write in, so that neither is lost from the other.
 */
(function () {
  "use strict";

  var newsroomEditor = (window.newsroomEditor = window.newsroomEditor || {});

  newsroomEditor.addQuote = function (editor) {
    var words = editor.config.newsroom.words;

    editor.widgets.add("newsroomquote", {
      getLabel: function () {
        return words.quote;
      },
      requiredContent: "blockquote",
      editables: {
        words: { selector: ".nr-words", allowedContent: "p strong em sub sup br ul ol li; a[!href]" },
        speaker: { selector: ".nr-speaker", allowedContent: "br" },
      },
      upcast: upcast,
      downcast: downcast,
      init: function () {
        name(this.editables.words, words.quote_words);
        name(this.editables.speaker, words.speaker);
      },
    });

    /* Pressed in a paragraph: it becomes a quote. Pressed in a quote: it becomes paragraphs. */
    editor.addCommand("newsroomquote", {
      exec: function () {
        var quote = around(editor);
        if (quote) {
          undo(quote);
        } else {
          make();
        }
      },
    });

    editor.on("selectionChange", function () {
      editor.getCommand("newsroomquote").setState(around(editor) ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
    });

    function make() {
      var range = editor.getSelection().getRanges()[0];
      if (!range) {
        return;
      }
      editor.fire("saveSnapshot");
      var quoted = holdsObject() ? "" : takeOut(range);
      if (!quoted && !editor.widgets.focused) {
        range.collapse(false);
        range.select();
      }
      newsroomEditor.insertObject(editor, "<blockquote>" + (quoted || "<p></p>") + "<cite></cite></blockquote>");
      var made = editor.widgets.focused;
      if (made && made.name === "newsroomquote") {
        made.editables[quoted ? "speaker" : "words"].focus();
      }
    }

    /** Nobody's words: a new quote stands after an object, never around it. */
    function holdsObject() {
      return !!editor.widgets.focused || /data-cke-widget-wrapper/.test(editor.getSelectedHtml(true) || "");
    }

    function takeOut(range) {
      range.enlarge(CKEDITOR.ENLARGE_BLOCK_CONTENTS);
      range.select();
      var html = editor.extractSelectedHtml(true) || "";
      return hasWords(html) ? html : "";
    }

    /** An empty paragraph is nobody's words: the caret goes to them first. */
    function hasWords(html) {
      return !!html.replace(/<[^>]*>|&nbsp;/g, "").trim();
    }

    function undo(quote) {
      var speaker = quote.editables.speaker.getText().trim();
      var html = quote.editables.words.getData() + (speaker ? "<p>" + CKEDITOR.tools.htmlEncode(speaker) + "</p>" : "");
      editor.fire("saveSnapshot");
      quote.focus();
      editor.insertHtml(html || "<p></p>");
      editor.fire("saveSnapshot");
    }
  };

  /** The quote that the caret is in, or that is selected as a whole. */
  function around(editor) {
    var found = editor.widgets.focused;
    var selection = editor.getSelection();
    if (!found && selection && selection.getStartElement()) {
      found = editor.widgets.getByElement(selection.getStartElement());
    }
    return found && found.name === "newsroomquote" ? found : null;
  }

  function upcast(element) {
    if (element.name !== "blockquote") {
      return false;
    }
    var quoted = new CKEDITOR.htmlParser.element("div", { class: "nr-words" });
    var speaker = "";
    element.children.slice().forEach(function (child) {
      var cite = child.name === "cite" ? child : onlyCite(child);
      if (cite) {
        speaker = (speaker + " " + newsroomEditor.textOf(cite)).trim();
      } else if (CKEDITOR.dtd.$block[child.name]) {
        quoted.add(child);
      } else if (child.name || child.value.trim() || openParagraph(quoted)) {
        (openParagraph(quoted) || openParagraph(quoted, true)).add(child);
      }
    });
    if (!quoted.children.length) {
      quoted.add(new CKEDITOR.htmlParser.element("p", {}));
    }
    element.attributes = { class: "nr-object nr-quote" };
    element.children = [];
    element.add(quoted);
    var place = new CKEDITOR.htmlParser.element("div", { class: "nr-speaker" });
    if (speaker) {
      place.add(new CKEDITOR.htmlParser.text(speaker));
    }
    element.add(place);
    return true;
  }

  function downcast(element) {
    var quote = new CKEDITOR.htmlParser.element("blockquote", {});
    element.children.slice().forEach(function (child) {
      if (child.hasClass && child.hasClass("nr-words")) {
        child.children.slice().forEach(function (part) {
          quote.add(part);
        });
      } else if (child.hasClass && child.hasClass("nr-speaker")) {
        var speaker = newsroomEditor.textOf(child);
        if (speaker) {
          var cite = new CKEDITOR.htmlParser.element("cite", {});
          cite.add(new CKEDITOR.htmlParser.text(speaker));
          quote.add(cite);
        }
      }
    });
    return quote;
  }

  /** The <cite> of a paragraph that holds nothing else. */
  function onlyCite(child) {
    var inner = (child.children || []).filter(function (node) {
      return node.name || node.value.trim();
    });
    return inner.length === 1 && inner[0].name === "cite" ? inner[0] : null;
  }

  /** The paragraph that bare words at the end of `quoted` are gathered in; begun with `begin`. */
  function openParagraph(quoted, begin) {
    var last = quoted.children[quoted.children.length - 1];
    if (begin) {
      last = new CKEDITOR.htmlParser.element("p", {});
      last.gathers = true;
      quoted.add(last);
    }
    return last && last.gathers ? last : null;
  }

  function name(editable, label) {
    if (editable) {
      editable.setAttribute("aria-label", label);
      editable.setAttribute("data-label", label);
    }
  }
})();
