/* The dialog that puts a video or a post into the text. The table of providers is the server's
 * (articles/body/embeds.py), so an address that is known here is known there. Nothing is asked of
 * anybody: the reference is cut out of the address.
 */
(function () {
  "use strict";

  var newsroomEditor = (window.newsroomEditor = window.newsroomEditor || {});

  /** "provider:reference" of an address, or "". */
  newsroomEditor.recognise = function (editor, address) {
    address = address.trim();
    var found = "";
    editor.config.newsroom.providers.some(function (provider) {
      return provider.addresses.some(function (pattern) {
        var match = new RegExp(pattern).exec(address);
        if (match) {
          found = provider.name + ":" + match.slice(1).join("/");
        }
        return !!match;
      });
    });
    return found;
  };

  newsroomEditor.providerOf = function (editor, stored) {
    return editor.config.newsroom.providers.filter(function (provider) {
      return stored.indexOf(provider.name + ":") === 0;
    })[0];
  };

  newsroomEditor.embedHtml = function (stored, title) {
    var encode = CKEDITOR.tools.htmlEncode;
    return '<figure data-embed="' + CKEDITOR.tools.htmlEncodeAttr(stored) + '"><figcaption>' + encode(title) + "</figcaption></figure>";
  };

  newsroomEditor.addEmbedDialog = function (editor) {
    var words = editor.config.newsroom.words;
    var known = editor.config.newsroom.providers
      .map(function (provider) {
        return provider.label;
      })
      .join(", ");

    CKEDITOR.dialog.add("newsroomembed", function () {
      return {
        title: words.embed,
        minWidth: 320,
        minHeight: 120,
        contents: [
          {
            id: "main",
            elements: [
              {
                type: "text",
                id: "address",
                label: words.embed_address,
                validate: function () {
                  var isKnown = !!newsroomEditor.recognise(editor, this.getValue());
                  this.getDialog().getContentElement("main", "fault").getElement().setStyle("display", isKnown ? "none" : "block");
                  return isKnown;
                },
              },
              {
                type: "html",
                id: "fault",
                html: '<p class="nr-fault" role="alert" style="display:none">' + CKEDITOR.tools.htmlEncode(words.embed_unknown + " " + known) + "</p>",
              },
              { type: "text", id: "title", label: words.embed_title },
            ],
          },
        ],
        onOk: function () {
          var stored = newsroomEditor.recognise(editor, this.getValueOf("main", "address"));
          newsroomEditor.insertObject(editor, newsroomEditor.embedHtml(stored, this.getValueOf("main", "title")));
        },
      };
    });
    editor.addCommand("newsroomembed", new CKEDITOR.dialogCommand("newsroomembed"));
  };
})();
