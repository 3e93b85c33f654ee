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

export function forget(attempt, question) {
  try {
    localStorage.removeItem(keyOf(attempt, question));
  } catch {
    // nothing was kept
  }
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
