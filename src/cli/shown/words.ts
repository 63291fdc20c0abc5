import { shellWords } from '../../domain/base/shell-words.ts';
import { safeText } from './safe-text.ts';

/** Words as a shell takes them, to be copied from a terminal. */
export function shellLine(words: readonly string[]): string {
  return shellWords(words, safeText);
}
