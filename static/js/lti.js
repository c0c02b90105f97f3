// The message for the outside tool goes on its way by itself; without script by the button.
(() => {
  "use strict";
  document.querySelector("form[data-lti]")?.submit();
})();
