/* The focal point of a photo, clicked on its picture instead of typed as two shares. */
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var frame = document.querySelector("[data-focal]");
    var left = document.getElementById("id_focal_x");
    var top = document.getElementById("id_focal_y");
    if (!frame || !left || !top) {
      return;
    }
    var point = frame.querySelector(".focal-point");

    function show() {
      point.style.left = Number(left.value) * 100 + "%";
      point.style.top = Number(top.value) * 100 + "%";
    }

    frame.addEventListener("click", function (event) {
      var box = frame.querySelector("img").getBoundingClientRect();
      left.value = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)).toFixed(3);
      top.value = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)).toFixed(3);
      show();
    });
    left.addEventListener("input", show);
    top.addEventListener("input", show);
    show();
  });
})();
