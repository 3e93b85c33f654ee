// The attempt is marked: what this phone kept of it is of no more use.

import { forgetAll } from "./quiz-storage.js";

export default function quizDone(element) {
  forgetAll(element.dataset.attempt);
}
