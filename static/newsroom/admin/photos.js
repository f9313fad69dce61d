/* The photo picker: its dialog (templates/admin/photos/_dialog.html) and the cards in forms.
 *
 * window.newsroom.pickPhoto(callback) opens the dialog and calls back once with
 * {id, thumb, picture, credit, caption, alt: {kk, ru, en}, label} when a photo is chosen.
 * window.newsroom.pickPhotos(callback) stays open for more than one; closed, it calls back with an
 * array of them in the order of choosing, or not at all when there are none.
 */
(function () {
  "use strict";

  var dialog, config, callback, chosen, term, page;
  var picked = null; // the photos so far, while several are being chosen

  function part(name) {
    return dialog.querySelector("[data-" + name + "]");
  }

  function language() {
    return window.newsroom.storyLanguage();
  }

  function token() {
    return document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function say(text) {
    part("message").textContent = text || "";
    part("message").hidden = !text;
  }

  /* Answers of the desk: JSON, or a sentence why not. Signed out, the answer is a sign-in page. */
  function ask(address, options) {
    return fetch(address, Object.assign({ credentials: "same-origin" }, options)).then(
      function (response) {
        var isJson = (response.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        if (response.redirected || !isJson) {
          throw new Error(response.redirected ? config.say.signed_out : config.say.failed);
        }
        return response.json().then(function (answer) {
          if (!response.ok) {
            throw new Error(answer.error || config.say.failed);
          }
          return answer;
        });
      },
      function () {
        throw new Error(config.say.failed);
      }
    );
  }

  function send(address, fields) {
    var form = new FormData();
    Object.keys(fields).forEach(function (name) {
      form.append(name, fields[name]);
    });
    return ask(address, { method: "POST", body: form, headers: { "X-CSRFToken": token() } });
  }

  // The library

  function load(more) {
    page = more ? page + 1 : 0;
    var asked = (term = part("search").value);
    ask(config.library + "?" + new URLSearchParams({ term: asked, page: page })).then(
      function (answer) {
        if (asked !== term) {
          return;
        }
        if (!more) {
          part("grid").textContent = "";
          fillCredits(answer.credits);
        }
        answer.photos.forEach(addToGrid);
        part("more").hidden = !answer.more;
        say(answer.photos.length || more ? "" : config.say.nothing);
      },
      function (fault) {
        say(fault.message);
      }
    );
  }

  function fillCredits(names) {
    var list = document.getElementById("photo-credits");
    list.textContent = "";
    names.forEach(function (name) {
      var option = document.createElement("option");
      option.value = name;
      list.appendChild(option);
    });
  }

  function addToGrid(photo) {
    var item = document.createElement("li");
    var button = document.createElement("button");
    var picture = document.createElement("img");
    var label = document.createElement("span");
    button.type = "button";
    button.className = "photo-tile";
    picture.src = photo.thumb;
    picture.alt = "";
    picture.loading = "lazy";
    label.textContent = photo.label;
    button.append(picture, label);
    button.addEventListener("click", function () {
      choose(photo);
    });
    button.addEventListener("dblclick", function () {
      choose(photo);
      use();
    });
    button.dataset.id = photo.id;
    item.appendChild(button);
    part("grid").appendChild(item);
  }

  // The chosen photo and its words

  function choose(photo) {
    chosen = photo;
    say("");
    part("chosen").hidden = false;
    part("chosen-picture").src = photo.picture;
    part("chosen-picture").hidden = false;
    part("notice").textContent = photo.notice;
    part("notice").hidden = !photo.notice;
    credit().value = photo.credits[language()];
    alt().value = photo.alt[language()];
    offerCredits();
    part("grid").querySelectorAll("button").forEach(function (tile) {
      tile.setAttribute("aria-pressed", String(tile.dataset.id === String(photo.id)));
    });
    if (!credit().value) {
      credit().focus();
    } else if (!alt().value) {
      alt().focus();
    } else {
      part("use").focus();
    }
  }

  function credit() {
    return document.getElementById("photo-dialog-credit");
  }

  function alt() {
    return document.getElementById("photo-dialog-alt");
  }

  /* The credits that go with the releases of the sources chosen in the form: one click each. */
  function offerCredits() {
    var offers = part("offers");
    var names = window.newsroom.sourceCredits ? window.newsroom.sourceCredits() : [];
    offers.textContent = "";
    names = names.filter(function (name) {
      return name !== credit().value;
    });
    names.forEach(function (name) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "photo-offer";
      button.textContent = name;
      button.addEventListener("click", function () {
        credit().value = name;
        alt().focus();
      });
      offers.appendChild(button);
    });
    offers.hidden = !names.length;
  }

  function upload(file) {
    if (!file) {
      return;
    }
    say(config.say.uploading);
    part("chosen").hidden = true;
    send(config.upload, { file: file, language: language() }).then(
      function (answer) {
        say("");
        load();
        choose(answer.photo);
      },
      function (fault) {
        say(fault.message);
      }
    );
    part("file").value = "";
  }

  function use() {
    var changed = credit().value !== chosen.credits[language()] || alt().value !== chosen.alt[language()];
    if (!changed) {
      finish(chosen);
      return;
    }
    send(config.words, {
      pk: chosen.id,
      credit: credit().value,
      alt: alt().value,
      language: language(),
    }).then(
      function (answer) {
        finish(answer.photo);
      },
      function (fault) {
        say(fault.message);
      }
    );
  }

  function finish(photo) {
    photo.credit = photo.credits[language()];
    if (picked) {
      addToPicked(photo);
      return;
    }
    var tell = callback;
    callback = null;
    dialog.close();
    if (tell) {
      tell(photo);
    }
  }

  function addToPicked(photo) {
    picked = picked.filter(function (other) {
      return other.id !== photo.id;
    });
    picked.push(photo);
    part("chosen").hidden = true;
    say(config.say.picked + " " + picked.length + ". " + config.say.next);
    part("search").focus();
  }

  function finishPicked() {
    var tell = callback;
    var photos = picked;
    picked = null;
    if (photos) {
      callback = null;
    }
    if (photos && photos.length && tell) {
      tell(photos);
    }
  }

  function pickPhotos(tell) {
    pickPhoto(tell);
    picked = [];
  }

  function pickPhoto(tell) {
    picked = null;
    callback = tell;
    chosen = null;
    part("chosen").hidden = true;
    part("search").value = "";
    say("");
    dialog.showModal();
    load();
  }

  // Cards

  function startCard(card) {
    var input = card.querySelector("input[type=hidden]");
    var remove = card.querySelector("[data-remove]");

    function show(photo) {
      var picture = card.querySelector("[data-picture]");
      var words = card.querySelector("[data-words]");
      input.value = photo ? photo.id : "";
      picture.src = photo ? photo.picture : "";
      picture.hidden = remove.hidden = !photo;
      card.classList.toggle("is-empty", !photo);
      if (words) {
        words.hidden = !photo;
        fill("credit", photo ? photo.credit : "");
        fill("alt", photo ? photo.alt[language()] : "");
      }
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function fill(key, text) {
      card.querySelector("[name$='-" + key + "-was']").value = text;
      var box = card.querySelector("[name$='-" + key + "']");
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }

    card.querySelector("[data-choose]").addEventListener("click", function () {
      pickPhoto(function (photo) {
        show(photo);
        offerCaption(card, photo);
      });
    });
    remove.addEventListener("click", function () {
      show(null);
      card.querySelector("[data-choose]").focus();
    });
  }

  /* The photo's own caption stands in for an empty caption of this use, which is written next. */
  function offerCaption(card, photo) {
    var caption = document.getElementById("id_lead_caption");
    if (!caption || card.id !== "id_lead_photo-card" || caption.value) {
      return;
    }
    if (photo.caption) {
      caption.value = photo.caption.replace(/\s+/g, " ");
      caption.dispatchEvent(new Event("input", { bubbles: true }));
    }
    caption.focus();
  }

  function startDropping() {
    dialog.addEventListener("dragover", function (event) {
      event.preventDefault();
      dialog.classList.add("is-dropping");
    });
    dialog.addEventListener("dragleave", function () {
      dialog.classList.remove("is-dropping");
    });
    dialog.addEventListener("drop", function (event) {
      event.preventDefault();
      dialog.classList.remove("is-dropping");
      upload(event.dataTransfer.files[0]);
    });
  }

  function start() {
    dialog = document.getElementById("photo-dialog");
    if (!dialog) {
      return;
    }
    config = JSON.parse(document.getElementById("newsroom-words").textContent).photos;
    window.newsroom.pickPhoto = pickPhoto;
    window.newsroom.pickPhotos = pickPhotos;
    dialog.addEventListener("close", finishPicked);
    var timer;
    part("search").addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(load, 200);
    });
    part("more").addEventListener("click", function () {
      load(true);
    });
    part("close").addEventListener("click", function () {
      dialog.close();
    });
    part("use").addEventListener("click", use);
    var file = part("file");
    if (file) {
      file.accept = config.accept;
      file.addEventListener("change", function () {
        upload(file.files[0]);
      });
    }
    credit().addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        alt().focus();
      }
    });
    startDropping();
    document.querySelectorAll("[data-photo-card]").forEach(startCard);
  }

  document.addEventListener("DOMContentLoaded", start);
})();
