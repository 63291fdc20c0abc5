import { afterAll, afterEach } from 'vitest';
import { wrongAnswers } from './wrong-answers.ts';

/** A test that received an answer which is not as the API describes it fails, whatever it looked at itself. */
function failForWrong(): void {
  const wrong = wrongAnswers();
  if (wrong.length > 0) throw new Error(`Answers that are not as src/api describes them:\n${wrong.join('\n')}`);
}

afterEach(failForWrong);
afterAll(failForWrong);
