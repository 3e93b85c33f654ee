// Answers on this phone, one entry a question, so that two tabs never overwrite each other's.
// A phone that refuses storage still sends every answer; it just cannot keep one.

const keyOf = (attempt, question) => `answer:${attempt}:${question}`;

export function keep(attempt, question, answer) {
  try {
    localStorage.setItem(keyOf(attempt, question), JSON.stringify(answer));
    return true;
  } catch {
    return false;
  }
}

export function find(attempt, question) {
  try {
    const answer = JSON.parse(localStorage.getItem(keyOf(attempt, question)));
    return answer && Array.isArray(answer.values) && Number.isInteger(answer.sequence) ? answer : null;
  } catch {
    return null;
  }
}

// Calls back with a question's id and its answer when another tab of this phone has kept a new one.
export function watch(attempt, callback) {
  const start = keyOf(attempt, "");
  addEventListener("storage", ({ key, newValue }) => {
    if (!newValue || !key?.startsWith(start)) return;
    const question = key.slice(start.length);
    const answer = find(attempt, question);
    if (answer) callback(question, answer);
  });
}

export function forgetAll(attempt) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`answer:${attempt}:`)) localStorage.removeItem(key);
    }
  } catch {
    // nothing was kept
  }
}
