/* What Django's fields that search while one types say in Kazakh; select2 has no Kazakh of its own.
 * The path is Django's: AutocompleteMixin.media asks for it once the language is known to it
 * (newsroom/lookup/apps.py).
 */
(function () {
  "use strict";

  function say(words) {
    return function () {
      return words;
    };
  }

  jQuery.fn.select2.amd.define("select2/i18n/kk", [], function () {
    return {
      errorLoading: say("Іздеу жауап бермеді. Қайталап көріңіз."),
      inputTooLong: say("Іздеу сөзі тым ұзын."),
      inputTooShort: say("Тағы бірнеше әріп теріңіз."),
      loadingMore: say("Тағы…"),
      maximumSelected: say("Бұдан көп таңдауға болмайды."),
      noResults: say("Ештеңе табылмады"),
      removeAllItems: say("Барлығын алып тастау"),
      removeItem: say("Алып тастау"),
      searching: say("Іздеп жатыр…"),
    };
  });
})();
