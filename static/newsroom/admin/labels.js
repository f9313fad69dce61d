/* Django's autocomplete fields get their label's words as a name, for those who hear the page. */
(function () {
  "use strict";

  django.jQuery(function () {
    document.querySelectorAll("select.admin-autocomplete").forEach(function (select) {
      var label = select.labels && select.labels[0];
      var drawn = select.nextElementSibling;
      if (!label || !drawn || !drawn.classList.contains("select2")) {
        return;
      }
      var name = label.textContent.trim().replace(/:$/, "");
      drawn.querySelectorAll(".select2-selection, [role=textbox], .select2-search__field").forEach(function (part) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", name);
      });
    });
  });
})();
