/* CKEditor in Kazakh: our own words for what our toolbar and dialogs show. What is not here stays
 * English, so this file must come after lang/en.js. The desk's words: docs/editor.md.
 */
(function () {
  "use strict";

  var WORDS = {
    editor: "Мәтін редакторы",
    editorPanel: "Мәтін редакторының тақтасы",
    common: {
      editorHelp: "Көмек: Alt + 0",
      url: "Мекенжай",
      protocol: "Протокол",
      notSet: "<көрсетілмеген>",
      ok: "Жарайды",
      cancel: "Бас тарту",
      close: "Жабу",
      generalTab: "Негізгі",
      advancedTab: "Қосымша",
      options: "Баптаулар",
      width: "Ені",
      height: "Биіктігі",
      align: "Туралау",
      left: "Сол жақ",
      right: "Оң жақ",
      center: "Ортасы",
      alignNone: "Жоқ",
      resize: "Өлшемін өзгерту",
      invalidValue: "Мән жарамсыз.",
      validateNumberFailed: "Бұл мән сан емес.",
      confirmCancel: "Кейбір баптау өзгертілді. Терезе жабылсын ба?",
      unavailable: '%1<span class="cke_accessibility">, қолжетімсіз</span>',
      keyboardShortcut: "Жылдам перне",
      optionDefault: "Әдепкі",
    },
    basicstyles: { bold: "Қалың", italic: "Көлбеу" },
    toolbar: { toolbars: "Редактордың құралдары", toolbarCollapse: "Құралдарды жию", toolbarExpand: "Құралдарды жаю" },
    notification: { closed: "Хабарлама жабылды." },
    clipboard: {
      copy: "Көшіру",
      cut: "Қиып алу",
      paste: "Қою",
      pasteNotification: "Қою үшін %1 басыңыз: браузер батырма арқылы қоюға рұқсат бермейді.",
      pasteArea: "Қою орны",
      pasteMsg: "Мәтінді төмендегі орынға қойып, «Жарайды» батырмасын басыңыз.",
    },
    contextmenu: { options: "Мәзір" },
    format: { label: "Пішім", panelTitle: "Абзац пішімі", tag_p: "Қалыпты мәтін", tag_h2: "Тақырыпша", tag_h3: "Кіші тақырыпша" },
    link: {
      toolbar: "Сілтеме",
      menu: "Сілтемені өзгерту",
      title: "Сілтеме",
      info: "Сілтеме туралы",
      type: "Сілтеме түрі",
      displayText: "Көрінетін мәтін",
      unlink: "Сілтемені алып тастау",
      toUrl: "Мекенжай",
      toAnchor: "Мәтіндегі белгі",
      toEmail: "Электрондық пошта",
      toPhone: "Телефон",
      emailAddress: "Пошта мекенжайы",
      emailSubject: "Хат тақырыбы",
      emailBody: "Хат мәтіні",
      phoneNumber: "Телефон нөмірі",
      noUrl: "Сілтеменің мекенжайын жазыңыз",
      noEmail: "Пошта мекенжайын жазыңыз",
      noTel: "Телефон нөмірін жазыңыз",
      noAnchors: "(Мәтінде белгі жоқ)",
      other: "<басқа>",
    },
    list: { bulletedlist: "Маркерленген тізім", numberedlist: "Нөмірленген тізім" },
    magicline: { title: "Осы жерге абзац қосу" },
    maximize: { maximize: "Толық экран", minimize: "Кішірейту" },
    pastefromword: { error: "Қойылған мәтінді тазалау мүмкін болмады." },
    removeformat: { toolbar: "Пішімді тазалау" },
    table: {
      toolbar: "Кесте",
      title: "Кестенің қасиеттері",
      menu: "Кестенің қасиеттері",
      deleteTable: "Кестені жою",
      rows: "Жолдар",
      columns: "Бағандар",
      caption: "Кестенің атауы",
      summary: "Қысқаша мазмұны",
      border: "Жиегінің қалыңдығы",
      cellPad: "Ұяшық ішіндегі аралық",
      cellSpace: "Ұяшықтар арасы",
      headers: "Баған мен жол атаулары",
      headersNone: "Жоқ",
      headersRow: "Бірінші жол",
      headersColumn: "Бірінші баған",
      headersBoth: "Екеуі де",
      widthPx: "пиксель",
      widthPc: "пайыз",
      widthUnit: "ені бірлігі",
      heightUnit: "биіктігі бірлігі",
      invalidRows: "Жолдар саны 0-ден көп болсын.",
      invalidCols: "Бағандар саны 0-ден көп болсын.",
      cell: {
        menu: "Ұяшық",
        insertBefore: "Алдына ұяшық қосу",
        insertAfter: "Артына ұяшық қосу",
        deleteCell: "Ұяшықтарды жою",
        merge: "Ұяшықтарды біріктіру",
        mergeRight: "Оң жақтағымен біріктіру",
        mergeDown: "Астындағымен біріктіру",
        splitHorizontal: "Көлденеңінен бөлу",
        splitVertical: "Тігінен бөлу",
        title: "Ұяшықтың қасиеттері",
      },
      row: { menu: "Жол", insertBefore: "Үстінен жол қосу", insertAfter: "Астынан жол қосу", deleteRow: "Жолдарды жою" },
      column: {
        menu: "Баған",
        insertBefore: "Сол жағынан баған қосу",
        insertAfter: "Оң жағынан баған қосу",
        deleteColumn: "Бағандарды жою",
      },
    },
    undo: { undo: "Болдырмау", redo: "Қайталау" },
    widget: { move: "Жылжыту үшін басып тұрып сүйреңіз", label: "%1" },
  };

  function over(english, ours) {
    Object.keys(ours).forEach(function (key) {
      if (typeof ours[key] === "object") {
        english[key] = over(english[key] || {}, ours[key]);
      } else {
        english[key] = ours[key];
      }
    });
    return english;
  }

  CKEDITOR.lang.languages.kk = 1;
  CKEDITOR.lang.kk = over(JSON.parse(JSON.stringify(CKEDITOR.lang.en)), WORDS);
})();
