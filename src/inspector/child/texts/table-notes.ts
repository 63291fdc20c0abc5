import { ownTexts, type Seen } from '../reader.ts';

/** What the programs that write tables by columns note beside them; their own list of the columns, once more, is left out. */
export function tellNotes(notes: Iterable<readonly [name: string, value: string]>, seen: Seen): void {
  const text = seen.text({}, ownTexts.self);
  for (const [name, value] of notes) {
    if (name === 'ARROW:schema') continue;
    for (const line of `${name}: ${value}`.split('\n')) text.line(line);
  }
  text.end();
}
