// The GOV.UK Frontend behaviours that our forms use, and no others. Built into assets/forms.js by site/styles/build.mjs.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [ErrorSummary, Radios, Checkboxes, Button]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) new Component(element);
}
