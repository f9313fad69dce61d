/* Texts kept in the browser (keeping.js) are their writer's alone: whoever else opens a page of the
 * desk, and the page after signing out, clear them. A page of sign-in on the way back to the desk
 * waits to see who it is: an expired sign-in loses nothing. */
(function () {
  "use strict";

  var user = document.currentScript.dataset.user;
  if (!user && new URLSearchParams(location.search).has("next")) {
    return;
  }
  try {
    Object.keys(localStorage).forEach(function (key) {
      var isText = key.indexOf("newsroom-text:") === 0;
      if (isText && (!user || key.indexOf("newsroom-text:" + user + ":") !== 0)) {
        localStorage.removeItem(key);
      }
    });
  } catch (closed) {
    return; // a browser that keeps nothing
  }
})();
