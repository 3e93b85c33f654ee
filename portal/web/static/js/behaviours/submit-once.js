// A second tap on a slow connection must not send the form twice.

const GIVE_BACK_AFTER_MS = 20000;

export default function submitOnce(form) {
  const release = () => {
    form.removeAttribute("aria-busy");
    delete form.dataset.sent;
  };
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    setTimeout(release, GIVE_BACK_AFTER_MS);
  });
  // A page that comes back from the browser's memory must be usable again.
  addEventListener("pageshow", release);
}
