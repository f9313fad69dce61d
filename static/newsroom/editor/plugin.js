/* The newsroom's buttons in CKEditor: Quote, Photo, Gallery, Read also, Embed, phrases.
 *
 * What the page around the form must offer, in window.newsroom:
 *   pickPhoto(callback)      opens the photo library; calls back once with
 *                            {id, thumb, credit, caption, label} when a photo is chosen
 *   pickPhotos(callback)     the same for several: calls back once, when the library is closed,
 *                            with an array of the photos in the order of choosing
 *   pickArticle(callback)    opens the stories; calls back once with {id, label}
 *   attributionPhrases()     an array of strings, at once: the ready phrases of the sources that
 *                            are chosen in the form now, in the language of the story
 * Where one of them is missing its button does nothing.
 * What the server gives, in config.newsroom: words, providers, objects (see articles/editor.py).
 */
(function () {
  "use strict";

  var newsroomEditor = (window.newsroomEditor = window.newsroomEditor || {});

  CKEDITOR.plugins.add("newsroom", {
    requires: "widget,dialog,menubutton,notification",
    onLoad: function () {
      CKEDITOR.on("dialogDefinition", nameColumns);
    },
    beforeInit: function (editor) {
      editor.newsroomDetails = new newsroomEditor.Details(editor.config.newsroom.objects);
    },
    init: function (editor) {
      newsroomEditor.addObjects(editor);
      newsroomEditor.addGallery(editor);
      newsroomEditor.addQuote(editor);
      newsroomEditor.addEmbedDialog(editor);
      addPickers(editor);
      addAttribution(editor);
      addPaste(editor);
      noteClicks(editor);
      addKeys(editor);
      var words = editor.config.newsroom.words;
      button(editor, "NewsroomQuote", words.quote);
      button(editor, "NewsroomPhoto", words.photo);
      button(editor, "NewsroomGallery", words.gallery);
      button(editor, "NewsroomReadAlso", words.read_also);
      button(editor, "NewsroomEmbed", words.embed);
    },
  });

  function button(editor, name, label) {
    editor.ui.addButton(name, { label: label, command: name.toLowerCase(), toolbar: "insert" });
  }

  function page() {
    return window.newsroom || {};
  }

  function addPickers(editor) {
    editor.addCommand("newsroomphoto", {
      async: true,
      exec: function () {
        pick(editor, page().pickPhoto, function (photo) {
          return photoHtml(editor, photo);
        });
      },
    });
    editor.addCommand("newsroomgallery", {
      async: true,
      exec: function () {
        pick(editor, page().pickPhotos, function (photos) {
          return photos.length === 1 ? photoHtml(editor, photos[0]) : newsroomEditor.galleryHtml(editor, photos);
        });
      },
    });
    editor.addCommand("newsroomreadalso", {
      async: true,
      exec: function () {
        pick(editor, page().pickArticle, function (article) {
          return '<aside data-article="' + Number(article.id) + '"></aside>';
        });
      },
    });
  }

  function photoHtml(editor, photo) {
    editor.newsroomDetails.known.photo[photo.id] = photo;
    return '<figure data-photo="' + Number(photo.id) + '"><figcaption>' + CKEDITOR.tools.htmlEncode(photo.caption || "") + "</figcaption></figure>";
  }

  /** The caret is kept while the picker is open: it takes the focus. */
  function pick(editor, picker, htmlOf) {
    if (!picker) {
      return;
    }
    var selection = editor.getSelection();
    var bookmarks = selection && selection.createBookmarks2(true);
    picker(function (picked) {
      editor.focus();
      if (bookmarks) {
        editor.getSelection().selectBookmarks(bookmarks);
      }
      newsroomEditor.insertObject(editor, htmlOf(picked));
    });
  }

  /** Objects stand between paragraphs: never inside another object's caption, a list or a table. */
  newsroomEditor.insertObject = function (editor, html) {
    var outer = null;
    var selection = editor.getSelection();
    var start = selection && selection.getStartElement();
    if (start) {
      var inside = editor.widgets.focused || editor.widgets.getByElement(start);
      outer = inside && inside.wrapper;
      start.getAscendant(function (element) {
        if (element.is && element.is("ul", "ol", "table") && editor.editable().contains(element)) {
          outer = element;
        }
        return false;
      }, true);
    }
    editor.fire("saveSnapshot");
    if (outer) {
      var range = editor.createRange();
      range.setStartAfter(outer);
      range.collapse(true);
      editor.focus();
      range.select();
    }
    editor.insertHtml(html);
    editor.fire("saveSnapshot");
  };

  function addAttribution(editor) {
    var words = editor.config.newsroom.words;
    var MOST = 12;
    editor.addMenuGroup("newsroomattribution");
    editor.ui.add("NewsroomAttribution", CKEDITOR.UI_MENUBUTTON, {
      label: words.attribution,
      toolbar: "insert",
      onMenu: function () {
        editor.selectionChange(true); // the menu takes the focus: note where the caret is by now
        var phrases = (page().attributionPhrases ? page().attributionPhrases() : []).slice(0, MOST);
        var states = {};
        phrases.forEach(function (phrase, number) {
          states[item(editor, phrase, number)] = CKEDITOR.TRISTATE_OFF;
        });
        if (!phrases.length) {
          editor.showNotification(words.no_attribution, "info", 4000);
          editor.ui.instances.NewsroomAttribution._.menu.onHide(); // or the next press only releases it
          return null;
        }
        return states;
      },
    });

    function item(editor, phrase, number) {
      var name = "newsroomattribution" + number;
      editor.addMenuItem(name, {
        label: CKEDITOR.tools.htmlEncode(phrase),
        group: "newsroomattribution",
        order: number,
        onClick: function () {
          editor.focus();
          editor.fire("saveSnapshot");
          freeLastSpace(editor);
          editor.insertText(phrase);
          editor.fire("saveSnapshot");
        },
      });
      return name;
    }
  }

  /** A new table begins with the names of its columns. */
  function nameColumns(event) {
    if (event.data.name === "table") {
      event.data.definition.getContents("info").get("selHeaders")["default"] = "row";
    }
  }

  /** Tab goes from the words of a quote to its speaker and back; Enter in the one line of a speaker,
   * caption or title goes on writing under the object. */
  function addKeys(editor) {
    var TAB = 9;
    var ENTER = 13;
    editor.on(
      "key",
      function (event) {
        var place = placeInside(editor);
        var key = event.data.keyCode;
        if (!place) {
          return;
        }
        if (key === ENTER && !place.isWords) {
          writeUnder(editor, place.widget);
          event.cancel();
        } else if ((key === TAB && place.isWords) || (key === CKEDITOR.SHIFT + TAB && place.isSpeaker)) {
          focusEnd(editor, place.widget.editables[place.isWords ? "speaker" : "words"]);
          event.cancel();
        }
      },
      null,
      null,
      1 // before the list and table plugins, which know Enter and Tab too
    );
  }

  /** CKEditor notes where a click put the caret up to 200 ms later, on a busy machine later still; till
   * then a key would go to the object or the caption left behind. The first key after a click looks again. */
  function noteClicks(editor) {
    var isClicked = false;
    editor.on("contentDom", function () {
      editor.editable().attachListener(editor.editable(), "mousedown", function () {
        isClicked = true;
      });
    });
    editor.on(
      "key",
      function () {
        if (isClicked) {
          isClicked = false;
          editor.selectionChange(true);
        }
      },
      null,
      null,
      0 // before the widgets, which take keys for the object chosen or written in
    );
  }

  function placeInside(editor) {
    var widget = null;
    Object.keys(editor.widgets.instances).forEach(function (id) {
      if (editor.widgets.instances[id].focusedEditable) {
        widget = editor.widgets.instances[id];
      }
    });
    return (
      widget && {
        widget: widget,
        isWords: widget.focusedEditable === widget.editables.words,
        isSpeaker: widget.focusedEditable === widget.editables.speaker,
      }
    );
  }

  function focusEnd(editor, editable) {
    var range = editor.createRange();
    editable.focus();
    range.moveToElementEditEnd(editable);
    range.select();
  }

  function writeUnder(editor, widget) {
    var range = editor.createRange();
    var paragraph = editor.document.createElement("p");
    editor.fire("saveSnapshot");
    paragraph.appendBogus();
    paragraph.insertAfter(widget.wrapper);
    editor.focus();
    range.moveToElementEditStart(paragraph);
    range.select();
    editor.getSelection().scrollIntoView();
    editor.fire("saveSnapshot");
  }

  /** Browsers keep the last space of a paragraph unbreakable until more is typed after it. */
  function freeLastSpace(editor) {
    var range = editor.getSelection().getRanges()[0];
    var node = range && range.startContainer;
    if (!range || !range.collapsed || node.type !== CKEDITOR.NODE_TEXT) {
      return;
    }
    var text = node.getText();
    var place = range.startOffset;
    if (/\S\u00a0$/.test(text.slice(0, place))) {
      node.setText(text.slice(0, place - 1) + " " + text.slice(place));
      range.setStart(node, place);
      range.collapse(true);
      range.select();
    }
  }

  /** Headings of other documents become ours; a known address alone in an empty line, an embed. */
  function addPaste(editor) {
    editor.on(
      "paste",
      function (event) {
        var text = event.data.dataValue.replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").trim();
        var stored = /\s/.test(text) ? "" : newsroomEditor.recognise(editor, text);
        if (stored && inEmptyParagraph(editor)) {
          event.data.dataValue = newsroomEditor.embedHtml(stored, "");
          return;
        }
        event.data.dataValue = event.data.dataValue
          .replace(/<(\/?)h1\b/gi, "<$1h2")
          .replace(/<(\/?)h[456]\b/gi, "<$1h3");
      },
      null,
      null,
      4
    );
  }

  function inEmptyParagraph(editor) {
    var range = editor.getSelection() && editor.getSelection().getRanges()[0];
    if (!range || !range.collapsed) {
      return false;
    }
    var path = range.startPath();
    return path.block && path.block.is("p") && path.block.getParent().equals(editor.editable()) && !path.block.getText().trim();
  }
})();
