/** Words as a shell takes them. `safe` makes of a word in quotes what can be shown where the line stands. */
export function shellWords(words: readonly string[], safe: (word: string) => string): string {
  return words
    .map((word) => (/^[\w./:@=+,-]+$/.test(word) ? word : `'${safe(word).replaceAll("'", "'\\''")}'`))
    .join(' ');
}
