/* A gallery in the editor: a strip of small pictures, each moved or removed by buttons.
 *
 *   <figure data-gallery="12,15,18"><figcaption>caption of the gallery</figcaption></figure>
 * Its order is that of data-gallery; one photo left is stored as a photo (articles/body).
 */
(function () {
  "use strict";

  var newsroomEditor = (window.newsroomEditor = window.newsroomEditor || {});
  var ID = /^[1-9][0-9]{0,9}$/;

  newsroomEditor.isGallery = function (element) {
    return element.name === "figure" && !element.attributes["data-embed"] && idsOf(element.attributes["data-gallery"]).length > 1;
  };

  newsroomEditor.galleryHtml = function (editor, photos) {
    return '<figure data-gallery="' + joined(editor, [], photos).join(",") + '"><figcaption></figcaption></figure>';
  };

  newsroomEditor.addGallery = function (editor) {
    var words = editor.config.newsroom.words;
    var details = editor.newsroomDetails;
    var object = newsroomEditor.object;

    editor.widgets.add("newsroomgallery", {
      getLabel: function () {
        return words.gallery;
      },
      requiredContent: "figure[data-gallery]",
      editables: { caption: { selector: "figcaption", allowedContent: "br" } },
      upcast: function (element) {
        return newsroomEditor.isGallery(element) && object.dress(element, "gallery");
      },
      downcast: function (element) {
        var stored = object.stored(element);
        var ids = idsOf(stored.attributes["data-gallery"]);
        stored.attributes = ids.length > 1 ? { "data-gallery": ids.join(",") } : { "data-photo": ids[0] };
        return stored;
      },
      init: function () {
        object.nameEditable(this, "caption", words.caption);
        draw(this);
      },
    });

    /** The strip at once; each picture and its words when the desk has answered. */
    function draw(widget) {
      var ids = shownIds(widget);
      object.show(widget, function (box) {
        var strip = append(box, "div", { class: "nr-strip", role: "list", "aria-label": words.gallery });
        ids.forEach(function (id, place) {
          var item = append(strip, "div", { class: "nr-item", role: "listitem" });
          details.get("photo", id, function (photo) {
            fill(widget, item, photo, id, place, ids.length);
          });
        });
        if (ids.length < editor.config.newsroom.most) {
          button(box, "nr-button", words.gallery_add, words.gallery_add, function () {
            addPhotos(widget);
          });
        }
        keepKeys(box);
      });
    }

    function fill(widget, item, photo, id, place, count) {
      editor.fire("lockSnapshot");
      var name = place + 1 + "/" + count + (photo ? ", " + photo.label : "");
      if (photo && photo.thumb) {
        append(item, "img", { src: photo.thumb, alt: photo.label || "", class: "nr-thumb" });
      } else if (photo) {
        object.line(item, "nr-label", photo.label);
      } else {
        object.warn(item, photo === null ? words.unknown_photo + " " + id : words.not_loaded);
      }
      if (photo && !photo.credit) {
        object.line(item, "nr-warning", words.no_credit);
      }
      var tools = append(item, "div", { class: "nr-tools" });
      tool(tools, "left", "\u2190", words.move_left, place > 0, function () {
        move(widget, place, place - 1, "left");
      });
      tool(tools, "right", "\u2192", words.move_right, place < count - 1, function () {
        move(widget, place, place + 1, "right");
      });
      tool(tools, "remove", "\u00d7", words.remove, true, function () {
        remove(widget, place);
      });
      editor.fire("unlockSnapshot");

      function tool(tools, kind, sign, word, isOpen, action) {
        var made = button(tools, "nr-button nr-tool nr-" + kind, sign, word + ": " + name, action);
        if (!isOpen) {
          made.setAttribute("disabled", "disabled");
        }
      }
    }

    function move(widget, from, to, kind) {
      var ids = shownIds(widget);
      ids.splice(to, 0, ids.splice(from, 1)[0]);
      change(widget, ids);
      focus(widget, to, kind);
    }

    /** The last photo takes the gallery with it. */
    function remove(widget, place) {
      var ids = shownIds(widget);
      ids.splice(place, 1);
      if (ids.length) {
        change(widget, ids);
        focus(widget, Math.min(place, ids.length - 1), "remove");
        return;
      }
      editor.fire("saveSnapshot");
      widget.focus();
      editor.widgets.del(widget);
      editor.fire("saveSnapshot");
    }

    function addPhotos(widget) {
      window.newsroom.pickPhotos(function (photos) {
        change(widget, joined(editor, shownIds(widget), photos));
      });
    }

    /** One step to undo. */
    function change(widget, ids) {
      editor.fire("saveSnapshot");
      widget.element.setAttribute("data-gallery", ids.join(","));
      draw(widget);
      editor.fire("saveSnapshot");
    }

    function focus(widget, place, kind) {
      var item = widget.element.find(".nr-item").getItem(place);
      var found = item.findOne(".nr-" + kind + ":not([disabled])") || item.findOne(".nr-tool:not([disabled])");
      if (found) {
        found.$.focus();
      }
    }
  };

  function idsOf(written) {
    return (written || "").split(",").filter(function (id, place, all) {
      return ID.test(id) && all.indexOf(id) === place;
    });
  }

  function shownIds(widget) {
    return idsOf(widget.element.getAttribute("data-gallery"));
  }

  /** `ids` with those of `photos` after them, each once, as many as a gallery holds. */
  function joined(editor, ids, photos) {
    var config = editor.config.newsroom;
    photos.forEach(function (photo) {
      editor.newsroomDetails.known.photo[photo.id] = photo;
      ids.push(String(Number(photo.id)));
    });
    ids = idsOf(ids.join(","));
    if (ids.length > config.most) {
      editor.showNotification(config.words.gallery_full + " " + config.most, "warning", 6000);
    }
    return ids.slice(0, config.most);
  }

  function append(parent, tag, attributes) {
    var made = parent.getDocument().createElement(tag, { attributes: attributes });
    parent.append(made);
    return made;
  }

  function button(parent, className, text, label, action) {
    var made = append(parent, "button", { type: "button", class: className, "aria-label": label, title: label });
    made.setText(text);
    made.on("click", function (event) {
      event.data.preventDefault();
      action();
    });
    return made;
  }

  /** What is typed on a button is for the button; Ctrl+S, Ctrl+Z and the like go on. */
  function keepKeys(box) {
    if (box.getCustomData("nr-keys")) {
      return;
    }
    box.setCustomData("nr-keys", true);
    ["keydown", "keypress", "dblclick"].forEach(function (name) {
      box.on(name, function (event) {
        var key = event.data.$;
        if (event.data.getTarget().is("button") && !key.ctrlKey && !key.metaKey && !key.altKey) {
          event.data.stopPropagation();
        }
      });
    });
  }
})();
