import type { Seen } from './reader.ts';

/**
 * Looks for an object in valid JSON that has a name twice. Whoever parses it is given the last value only, so the others would leave
 * unseen: then the whole of the text is told as it stands, in lines of one name and value.
 */
export function tellRepeatedNames(json: string, seen: Seen): void {
  if (!repeatsName(json)) return;
  seen.found('repeated-name');
  const text = seen.text();
  for (const line of json.split(/\n|(?<=,)/)) text.line(line);
  text.end();
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];

/** By hand, sign by sign: a pattern for a text of many megabytes may take more room than there is. */
function repeatsName(json: string): boolean {
  /** The names of the objects around a place; an array has none. */
  const around: (Set<string> | undefined)[] = [];
  let last = '';
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === quote) {
      const end = endOfText(json, at + 1);
      last = json.slice(at, end + 1);
      at = end;
    } else if (sign === openObject) around.push(new Set());
    else if (sign === openArray) around.push(undefined);
    else if (sign === closeObject || sign === closeArray) around.pop();
    else if (sign === colon) {
      const names = around.at(-1);
      const name = nameOf(last);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

function endOfText(json: string, begin: number): number {
  let at = begin;
  while (at < json.length && json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}

/** One name may be written in several ways. */
function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
