// Where an answer is, in words: the line of its state, which the page carries once (components/quiz.html, save_states).

export function showSaveState(place, state) {
  if (place.dataset.state === state) return; // said once is enough
  const lines = document.querySelector("[data-save-states]").content;
  place.dataset.state = state;
  place.replaceChildren(lines.querySelector(`[data-for="${state}"]`).cloneNode(true));
}
