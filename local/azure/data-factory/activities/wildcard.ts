/**
 * Turns a Data Factory file-name wildcard into a test on one name: `*` stands for any characters, `?` for one or none, and `^` makes the
 * character after it literal (Microsoft Learn, connector-azure-blob-storage). A `^` at the end is refused.
 */
export function wildcardMatcher(wildcard: string): (name: string) => boolean {
  let pattern = '';
  for (let index = 0; index < wildcard.length; index += 1) {
    const character = wildcard.charAt(index);
    if (character === '*') pattern += '.*';
    else if (character === '?') pattern += '.?';
    else if (character === '^') {
      index += 1;
      if (index === wildcard.length) throw new RangeError(`The wildcard '${wildcard}' ends with an escape character.`);
      pattern += literal(wildcard.charAt(index));
    } else pattern += literal(character);
  }
  const expression = new RegExp(`^${pattern}$`, 'su');
  return (name) => expression.test(name);
}

/** Whether a wildcard can match more than one name. */
export function isWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern.replaceAll(/\^./gsu, ''));
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
