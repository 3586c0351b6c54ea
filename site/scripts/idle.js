// Warns before a journey's answers are deleted, and asks the server for more time. The server decides; this only says so.
// Without it, a line of text on the page states the limit.
(function () {
  "use strict";
  var box = document.querySelector("[data-idle]");
  var dialog = box && box.querySelector("dialog");
  if (!dialog || !dialog.showModal) return;

  var MINUTE = 60000;
  var limit = box.dataset.minutes * MINUTE, warning = box.dataset.warnMinutes * MINUTE;
  var form = box.querySelector("form"), left = box.querySelector("[data-idle-left]"), problem = box.querySelector("[data-idle-problem]");
  var lastHeard = Date.now(), asking = false;

  function ended() { location.replace(box.dataset.ended); }

  function askForMoreTime() {
    if (asking) return;
    asking = true;
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        if (!answer.ok) return ended();       // the server no longer holds the answers: its page says so
        lastHeard = Date.now();
        problem.textContent = "";
        if (dialog.open) dialog.close();
      })
      .catch(function () { problem.textContent = box.dataset.offline; })
      .then(function () { asking = false; });
  }

  function look() {
    var rest = lastHeard + limit - Date.now();
    if (rest <= 0) return ended();
    if (rest > warning) return;
    var minutes = Math.ceil(rest / MINUTE);
    var words = minutes === 1 ? box.dataset.one : box.dataset.many.replace("{n}", minutes);
    if (left.textContent !== words) left.textContent = words;
    if (!dialog.open) dialog.showModal();
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); askForMoreTime(); });
  dialog.addEventListener("cancel", function (event) { event.preventDefault(); askForMoreTime(); });
  // Someone who is writing is not idle: tell the server now and then.
  document.addEventListener("input", function () { if (Date.now() - lastHeard > warning) askForMoreTime(); });
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
})();
