/* Embeds of a story: the frame is made when a reader presses, and nobody outside is asked before.
   Without this file the same place is a plain link. Runs in Chrome 70. */
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest(".embed-link") : null;
    var place = link && link.parentNode;
    if (!place || !place.dataset.frame || event.button || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    var frame = document.createElement("iframe");
    frame.className = "embed-frame";
    frame.title = place.dataset.title;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = place.dataset.frame;
    frame.tabIndex = 0;
    place.replaceChild(frame, link);
    frame.focus();
  });
})();
