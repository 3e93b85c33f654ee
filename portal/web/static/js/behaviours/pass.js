// A pass kept on the phone must not say "valid" after its last day: days are those of Vietnam, whatever the phone's zone.

export default function pass(element) {
  const held = element.querySelector("[data-pass='held']");
  const lapsed = element.querySelector("[data-pass='lapsed']");
  const look = () => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
    const isOver = today > element.dataset.until;
    held.hidden = isOver;
    lapsed.hidden = !isOver;
  };
  look();
  document.addEventListener("visibilitychange", look);
}
