const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A name for a text that has no element to isolate it in: one that holds a control character, a line break or a character that turns the
 * reading direction is shown as JSON text, `"report\u202efdp.exe"`, and others as they are.
 */
export function printable(name: string): string {
  return name.search(unprintable) === -1 ? name : quoted(name);
}

/** A name as JSON text, without a character that cannot be seen: where it begins and ends is plain whatever it holds. */
export function quoted(name: string): string {
  const escaped = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(name).replace(unprintable, escaped);
}
