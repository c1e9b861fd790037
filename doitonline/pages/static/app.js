// Starts the design system's components that a page uses, and our own few. A page works without any of it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "./govuk-frontend.min.js";

// Leaves without a trace in the browser's history: the way back leads to the page before this one, which is locked.
class QuietExit extends ExitThisPage {
  exitPage() {
    super.exitPage();
    document.title = "";
    window.location.replace(this.$button.href);
  }
}

// A radio may not say that it is expanded (WAI-ARIA 1.2), and screen readers differ in what they make of it. What it reveals
// comes next in the page, where everybody finds it.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState($input) {
    super.syncConditionalRevealWithInputState($input);
    $input.removeAttribute("aria-expanded");
  }
}

// The button's spoken name is the words that are seen on it, after the question (WCAG 2.5.3).
class PlainFileUpload extends FileUpload {
  createButton() {
    const $button = super.createButton();
    $button.querySelector(".govuk-visually-hidden").replaceWith(" ");
    $button.setAttribute("aria-labelledby", `${this.$label.id} ${$button.id}`);
    return $button;
  }
}

// A form that is on its way is not sent again by a second press. After ten seconds, or when the person comes back to the
// page, it may be: the connection may have failed, and the server takes the same form twice without harm.
function sendOnce() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (Date.now() - (sent.get(form) ?? 0) < 10_000) event.preventDefault();
    else sent.set(form, Date.now());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });
}

function copyButtons() {
  if (!navigator.clipboard) return;
  for (const box of document.querySelectorAll('[data-module="app-copy"]')) {
    const status = box.querySelector('[role="status"]');
    box.hidden = false;
    box.querySelector("button").addEventListener("click", async () => {
      const words = document.querySelector(box.dataset.copyFrom).textContent.trim();
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(words);
        status.textContent = status.dataset.words;
      } catch {
        box.hidden = true; // not allowed: the words are still on the page
      }
    });
  }
}

// Time is read from the clock, not counted: a laptop that slept is locked when it wakes. Whoever is still writing on the
// page when the warning is due is not warned: the server is told instead.
class IdleLock {
  constructor(bar) {
    this.bar = bar;
    this.words = bar.querySelector('[role="status"]');
    this.lockMs = Number(bar.dataset.seconds) * 1000;
    this.warnMs = Number(bar.dataset.warnSeconds) * 1000;
    this.last = Date.now();
    this.touched = 0;
    for (const act of ["keydown", "pointerdown"]) {
      document.addEventListener(act, () => (this.touched = Date.now()), { passive: true });
    }
    bar.querySelector("button").addEventListener("click", () => this.stay());
    document.addEventListener("visibilitychange", () => this.look());
    window.setInterval(() => this.look(), Math.min(5000, this.warnMs));
  }

  look() {
    const left = this.last + this.lockMs - Date.now();
    if (left <= 0) window.location.replace(this.bar.dataset.lockedUrl);
    else if (left > this.warnMs) return;
    else if (this.bar.hidden && Date.now() - this.touched < this.warnMs) this.stay();
    else this.warn(Math.ceil(left / 60000));
  }

  // Said again only when the number of minutes changes.
  warn(minutes) {
    const said = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    const words = this.bar.dataset.words.replace("%{minutes}", said);
    this.bar.hidden = false;
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  async stay() {
    try {
      const answer = await fetch(this.bar.dataset.keepUrl, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      this.touched = 0; // so the warning comes, and the page locks in time
      return;
    }
    this.last = Date.now();
    this.bar.hidden = true;
    this.words.textContent = "";
  }
}

const quietly = { onError: () => {} };
const COMPONENTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  QuietExit,
  PlainFileUpload,
  NotificationBanner,
  PasswordInput,
  PlainRadios,
  ServiceNavigation,
  SkipLink,
  Tabs,
];
for (const component of COMPONENTS) createAll(component, {}, quietly);
sendOnce();
copyButtons();
for (const bar of document.querySelectorAll('[data-module="app-idle-lock"]')) new IdleLock(bar);
