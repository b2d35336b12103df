// Takes the token out of the link that the portal printed: into the form, and out of the address bar
// and the browser's history.
"use strict";

const token = location.hash.slice(1);
const field = document.querySelector("#token");
if (token && field) {
  field.value = token;
  document.querySelector("[data-filled]").hidden = false;
  document.querySelector("#user_name").focus();
  // Another language is another page: the token comes along in the fragment, which is not sent.
  document.querySelector("form.language").action += `#${token}`;
}
if (token) history.replaceState(null, "", location.pathname);
