// Leaves this site at once, and keeps Back in this tab from showing any page of ours. First in the head of every page. It stands before
// anything shows on pages with forms; on pages of words nothing waits for it, and coming Back it is already kept by the browser.
// It cannot clear the browser's own history; the page on staying safe online says so. Without it the control is a plain link or a form.
(function () {
  "use strict";
  var KEY = "left", WITHIN_MS = 5000, presses = [];

  // The one thing kept, in this tab only: where we sent the person. Gone when they come back of their own will.
  function leftFor() { try { return sessionStorage.getItem(KEY); } catch (e) { return null; } }
  function remember(url) { try { sessionStorage.setItem(KEY, url); } catch (e) { /* storage refused: we still leave */ } }

  function goTo(url) {
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(url);
  }

  function leave() {
    var control = document.querySelector("[data-exit]");
    if (!control) return;
    var url = control.getAttribute("data-exit") || control.href;
    document.documentElement.hidden = true;
    remember(url);
    try { if (control.tagName === "FORM") wipe(control); } catch (e) { /* leaving matters more */ }
    goTo(url);
  }

  // Tell the server to forget the answers, without waiting. Its redirect is for people without JavaScript: not followed here.
  function wipe(form) {
    var body = new FormData(form);
    if (window.Request && "keepalive" in Request.prototype) {
      fetch(form.action, { method: "POST", body: body, keepalive: true, redirect: "manual", credentials: "same-origin" }).catch(function () {});
    } else navigator.sendBeacon(form.action, body);
  }

  // Back or Forward onto one of our pages after leaving: away again.
  var visit = performance.getEntriesByType("navigation")[0];
  if (leftFor()) {
    if (visit && visit.type === "back_forward") return goTo(leftFor());
    try { sessionStorage.removeItem(KEY); } catch (e) { /* nothing was kept */ }
  }
  addEventListener("pageshow", function (event) { if (event.persisted && leftFor()) goTo(leftFor()); });

  document.addEventListener("click", function (event) {
    var control = event.target.closest && event.target.closest("[data-exit]");
    if (control && (control.tagName !== "FORM" || event.target.closest("button"))) { event.preventDefault(); leave(); }
  });

  // Either Shift key, three times within five seconds, with no other key between (capital letters do not count).
  function forget() { presses = []; }
  addEventListener("keydown", function (event) { if (event.key !== "Shift") forget(); });
  addEventListener("pointerdown", forget);
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !document.querySelector("[data-exit]")) return;
    presses = presses.filter(function (at) { return event.timeStamp - at < WITHIN_MS; });
    if (presses.push(event.timeStamp) >= 3) { forget(); return leave(); }
    var status = document.getElementById("exit-status");
    if (status) status.textContent = status.getAttribute("data-presses").split("|")[presses.length - 1];
  });
})();
