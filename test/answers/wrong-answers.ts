const wrong: string[] = [];

/** Remembers an answer that is not as its description says. */
export function keepWrong(text: string): void {
  wrong.push(text);
}

/** What was wrong since somebody asked last. */
export function wrongAnswers(): readonly string[] {
  return wrong.splice(0);
}
