/* Photos, "read also" cards and embeds in the editor: CKEditor widgets, cut and pasted as a unit.
 * Galleries: gallery.js.
 *
 * Each is made from its stored form and gives exactly that form back:
 *   <figure data-photo="12"><figcaption>caption</figcaption></figure>
 *   <aside data-article="45"></aside>
 *   <figure data-embed="youtube:ID" data-photo="12"><figcaption>title</figcaption></figure>
 * What is shown besides (thumbnail, credit, headline, status) never gets into the text.
 */
(function () {
  "use strict";

  var newsroomEditor = (window.newsroomEditor = window.newsroomEditor || {});
  var ID = /^[1-9][0-9]{0,9}$/;
  var ATTRIBUTES = ["data-embed", "data-gallery", "data-photo"]; // of a figure

  newsroomEditor.addObjects = function (editor) {
    var words = editor.config.newsroom.words;
    var details = editor.newsroomDetails;

    editor.widgets.add("newsroomphoto", {
      getLabel: function () {
        return words.photo;
      },
      requiredContent: "figure[data-photo]",
      editables: { caption: { selector: "figcaption", allowedContent: "br" } },
      upcast: function (element) {
        return isFigure(element) && !element.attributes["data-embed"] && dress(element, "photo");
      },
      downcast: storedFigure,
      init: function () {
        this.on("edit", function (event) {
          event.cancel();
          replacePhoto(this);
        });
        nameEditable(this, "caption", words.caption);
        drawPhoto(this);
      },
    });

    editor.widgets.add("newsroomreadalso", {
      getLabel: function () {
        return words.read_also;
      },
      requiredContent: "aside[data-article]",
      upcast: function (element) {
        if (element.name !== "aside" || !ID.test(element.attributes["data-article"])) {
          return false;
        }
        element.attributes = { "data-article": element.attributes["data-article"], class: "nr-object nr-readalso" };
        element.setHtml("");
        return true;
      },
      downcast: function (element) {
        return new CKEDITOR.htmlParser.element("aside", { "data-article": element.attributes["data-article"] });
      },
      init: function () {
        drawReadAlso(this);
      },
    });

    editor.widgets.add("newsroomembed", {
      getLabel: function () {
        return words.embed;
      },
      requiredContent: "figure[data-embed]",
      editables: { title: { selector: "figcaption", allowedContent: "br" } },
      upcast: function (element) {
        return isFigure(element) && !!element.attributes["data-embed"] && dress(element, "embed");
      },
      downcast: storedFigure,
      init: function () {
        nameEditable(this, "title", words.embed_title);
        drawEmbed(this);
      },
    });

    function drawPhoto(widget) {
      var id = widget.element.getAttribute("data-photo");
      details.get("photo", id, function (photo) {
        show(widget, function (box) {
          if (!photo) {
            warn(box, photo === null ? words.unknown_photo + " " + id : words.not_loaded);
            return;
          }
          picture(box, photo);
          line(box, photo.credit ? "nr-credit" : "nr-warning", photo.credit ? words.credit + ": " + photo.credit : words.no_credit);
        });
      });
    }

    function drawReadAlso(widget) {
      var id = widget.element.getAttribute("data-article");
      details.get("article", id, function (article) {
        show(widget, function (box) {
          line(box, "nr-label", words.read_also);
          if (!article) {
            warn(box, article === null ? words.unknown_article + " " + id : words.not_loaded);
            return;
          }
          line(box, "nr-headline", article.headline);
          line(box, "nr-status", article.is_live ? article.status : article.status + ". " + words.unseen);
        });
      });
    }

    function drawEmbed(widget) {
      var stored = widget.element.getAttribute("data-embed");
      var poster = widget.element.getAttribute("data-photo");
      var provider = newsroomEditor.providerOf(editor, stored);
      function draw(photo) {
        show(widget, function (box) {
          if (photo) {
            picture(box, photo);
          } else if (photo === null) {
            warn(box, words.unknown_photo + " " + poster);
          }
          line(box, "nr-label", provider ? provider.label : stored);
          posterButton(box, widget);
        });
      }
      if (poster) {
        details.get("photo", poster, draw);
      } else {
        draw();
      }
    }

    function posterButton(box, widget) {
      var button = box.getDocument().createElement("button", { attributes: { type: "button", class: "nr-button" } });
      button.setText(words.poster);
      button.on("click", function (event) {
        event.data.preventDefault();
        window.newsroom.pickPhoto(function (photo) {
          setPhoto(widget, photo);
          drawEmbed(widget);
        });
      });
      box.append(button);
    }

    /** Another photo in the same place. A caption that the old photo brought goes with it. */
    function replacePhoto(widget) {
      window.newsroom.pickPhoto(function (photo) {
        var old = details.known.photo[widget.element.getAttribute("data-photo")];
        var caption = widget.editables.caption;
        var written = caption.getText().trim();
        setPhoto(widget, photo, function () {
          if (!written || (old && written === old.caption)) {
            caption.setHtml(CKEDITOR.tools.htmlEncode(photo.caption || ""));
          }
        });
        drawPhoto(widget);
      });
    }

    /** One step to undo, whatever changes `besides`. */
    function setPhoto(widget, photo, besides) {
      editor.fire("saveSnapshot");
      details.known.photo[photo.id] = photo;
      widget.element.setAttribute("data-photo", photo.id);
      if (besides) {
        besides();
      }
      editor.fire("saveSnapshot");
    }
  };

  /** Draw into the part of a widget that is not text, without leaving a step to undo. */
  function show(widget, draw) {
    var editor = widget.editor;
    if (!widget.wrapper) {
      return;
    }
    editor.fire("lockSnapshot");
    var box = widget.element.findOne(".nr-shown");
    if (!box) {
      box = editor.document.createElement("div", { attributes: { class: "nr-shown", contenteditable: "false" } });
      widget.element.append(box, true);
    }
    box.setHtml("");
    draw(box);
    editor.fire("unlockSnapshot");
  }

  function nameEditable(widget, name, label) {
    var editable = widget.editables[name];
    if (editable) {
      editable.setAttribute("aria-label", label);
      editable.setAttribute("data-label", label);
    }
  }

  function isFigure(element) {
    return element.name === "figure" && (element.attributes["data-embed"] || ID.test(element.attributes["data-photo"])) && !newsroomEditor.isGallery(element);
  }

  /** From the stored form to the editor's: one figcaption with bare text, one class. */
  function dress(element, kind) {
    var stored = element.attributes;
    var caption = textOf(element);
    element.attributes = { class: "nr-object nr-" + kind };
    ATTRIBUTES.forEach(function (name) {
      if (stored[name]) {
        element.attributes[name] = stored[name];
      }
    });
    element.setHtml("");
    var figcaption = new CKEDITOR.htmlParser.element("figcaption", {});
    if (caption) {
      figcaption.add(new CKEDITOR.htmlParser.text(caption));
    }
    element.add(figcaption);
    return true;
  }

  /** From the editor's form back to the stored one. */
  function storedFigure(element) {
    var attributes = {};
    ATTRIBUTES.forEach(function (name) {
      if (element.attributes[name]) {
        attributes[name] = element.attributes[name];
      }
    });
    var figure = new CKEDITOR.htmlParser.element("figure", attributes);
    var figcaption = new CKEDITOR.htmlParser.element("figcaption", {});
    var caption = element.getFirst("figcaption");
    var text = caption ? textOf(caption) : "";
    if (text) {
      figcaption.add(new CKEDITOR.htmlParser.text(text));
    }
    figure.add(figcaption);
    return figure;
  }

  /** The words inside an element of the parser, still encoded as HTML, in one line. */
  function textOf(element) {
    var text = "";
    element.forEach(function (node) {
      if (node.type === CKEDITOR.NODE_TEXT) {
        text += node.value;
      } else if (node.name === "br") {
        text += " ";
      }
    });
    return text.replace(/\s+/g, " ").trim();
  }
  newsroomEditor.textOf = textOf;
  newsroomEditor.object = { dress: dress, stored: storedFigure, show: show, nameEditable: nameEditable, line: line, warn: warn };

  function picture(box, photo) {
    if (photo.thumb) {
      box.append(
        box.getDocument().createElement("img", { attributes: { src: photo.thumb, alt: photo.label || "", class: "nr-thumb" } })
      );
    }
  }

  function line(box, className, text) {
    var element = box.getDocument().createElement("div", { attributes: { class: className } });
    element.setText(text);
    box.append(element);
  }

  function warn(box, text) {
    line(box, "nr-warning", text);
  }
})();
