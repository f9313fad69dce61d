/* Where a mark of the proof rules stands: found by its words, shown, selected, mended.
   A mark is {field, before, text, after, replacement}. Showing alters nothing that is stored: the
   browser paints over the text (CSS Custom Highlight API), and where it cannot, nothing is painted. */
window.places = (function () {
  "use strict";

  var BLOCKS = "p, h2, h3, li, td, th, caption, figcaption, cite, blockquote, div";

  function editor() {
    var one = window.CKEDITOR && CKEDITOR.instances.id_body;
    return one && one.status === "ready" && one.editable() ? one : null;
  }

  /* The text of a field as one string; of the editor with the text nodes that it stands in. */
  function read(name) {
    var box = document.getElementById("id_" + name);
    var pieces = [];
    var text = "";
    if (name !== "body") {
      return { box: box, text: box ? box.value : "" };
    }
    if (!editor()) {
      return { text: "" };
    }
    var walker = document.createTreeWalker(editor().editable().$, NodeFilter.SHOW_TEXT);
    var block = null;
    while (walker.nextNode()) {
      var node = walker.currentNode;
      var around = node.parentElement.closest(BLOCKS);
      text += around === block ? "" : "\n";
      block = around;
      pieces.push({ node: node, start: text.length });
      text += node.data;
    }
    return { pieces: pieces, text: text };
  }

  /* Places of the marks of one field, in its order: a place or -1 for each. */
  function starts(text, marks) {
    var after = {};
    return marks.map(function (mark) {
      var words = mark.before + mark.text + mark.after;
      var at = text.indexOf(words, after[words] || 0);
      if (at < 0) {
        at = text.indexOf(words);
      } else {
        after[words] = at + 1;
      }
      return at < 0 ? -1 : at + mark.before.length;
    });
  }

  function at(pieces, place) {
    var low = 0;
    var high = pieces.length - 1;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (pieces[middle].start <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { node: pieces[low].node, offset: place - pieces[low].start };
  }

  function range(pieces, start, end) {
    var made = document.createRange();
    var first = at(pieces, start);
    var last = at(pieces, Math.max(start, end - 1));
    made.setStart(first.node, first.offset);
    made.setEnd(last.node, Math.min(last.node.length, last.offset + (end > start ? 1 : 0)));
    return made;
  }

  /* Paint the marks of the body over its text. */
  function paint(marks) {
    if (!window.CSS || !CSS.highlights || !window.Highlight) {
      return;
    }
    var here = read("body");
    var painted = new Highlight();
    starts(here.text, marks).forEach(function (start, number) {
      if (start >= 0) {
        painted.add(range(here.pieces, start, start + marks[number].text.length));
      }
    });
    CSS.highlights.set("proof", painted);
  }

  function select(mark) {
    var here = read(mark.field);
    var start = starts(here.text, [mark])[0];
    if (start < 0) {
      return;
    }
    if (here.box) {
      here.box.focus();
      here.box.setSelectionRange(start, start + mark.text.length);
      return;
    }
    editor().focus();
    var chosen = range(here.pieces, start, start + mark.text.length);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(chosen);
    chosen.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  /* What must change for `old` to be `right`: letters one by one, or the middle that differs. */
  function smallest(old, right) {
    var edits = [];
    if (old.length === right.length) {
      for (var place = 0; place < old.length; place++) {
        if (old[place] !== right[place]) {
          edits.push([place, place + 1, right[place]]);
        }
      }
      return edits;
    }
    var shorter = Math.min(old.length, right.length);
    var start = 0;
    var tail = 0;
    while (start < shorter && old[start] === right[start]) {
      start++;
    }
    while (tail < shorter - start && old[old.length - 1 - tail] === right[right.length - 1 - tail]) {
      tail++;
    }
    return [[start, old.length - tail, right.slice(start, right.length - tail)]];
  }

  /* Write the replacement in its place; says whether the mark was found. */
  function mend(mark) {
    var here = read(mark.field);
    var start = starts(here.text, [mark])[0];
    if (start < 0) {
      return false;
    }
    if (here.box) {
      type(here.box, start, start + mark.text.length, mark.replacement);
      return true;
    }
    editor().fire("saveSnapshot");
    smallest(mark.text, mark.replacement)
      .reverse()
      .forEach(function (edit) {
        write(here.pieces, start + edit[0], start + edit[1], edit[2]);
      });
    editor().fire("saveSnapshot");
    editor().fire("change");
    return true;
  }

  /* As if typed, so that the browser can undo it. */
  function type(box, start, end, words) {
    box.focus();
    box.setSelectionRange(start, end);
    var done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (!done) {
      box.setRangeText(words, start, end, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* Letter by letter, so that every tag stays; new letters stand where the first old one stood. */
  function write(pieces, start, end, words) {
    var to = at(pieces, end > start ? start : Math.max(start - 1, 0));
    to.offset += end > start || !start ? 0 : 1;
    for (var place = end - 1; place >= start; place--) {
      var gone = at(pieces, place);
      gone.node.deleteData(gone.offset, 1);
    }
    to.node.insertData(to.offset, words);
  }

  return { paint: paint, select: select, mend: mend };
})();
