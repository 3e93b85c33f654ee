// The attempt is marked: what this phone kept of it is of no more use.

import { forget, ready } from "../queue/queue.js";

export default async function quizDone(element) {
  await ready;
  forget("answer", element.dataset.attempt);
}
