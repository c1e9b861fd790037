// Says at once, before the page is drawn, that scripts run; otherwise what they hide would flash up first.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
