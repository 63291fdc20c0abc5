import { refuseLargeJson } from '../texts/json-size.ts';

const most = { values: 1_000_000, layers: 1000 };
/** A value that is shorter says nothing. */
const shortest = 16;
/** All brackets together are looked at for so many times the length of the script. */
const mostPasses = 4;

/** A value that a script holds as JSON, and how many of its signs it takes. */
export interface ScriptValue {
  readonly value: unknown;
  readonly length: number;
}

/** The lists and objects in a script that are JSON: charts keep the data so from which they are drawn. */
export function valuesInScript(script: string): ScriptValue[] {
  const whole = parsed(script.trim());
  if (whole !== undefined) return [{ value: whole, length: script.length }];
  const values: ScriptValue[] = [];
  const begin = /(?<=[=(,:]\s?)[[{](?=\s*["[{\d-])/g;
  let left = script.length * mostPasses;
  for (let found = begin.exec(script); found !== null && left > 0; found = begin.exec(script)) {
    const end = endOfValue(script, found.index);
    left -= Math.max(1, end - found.index);
    const text = script.slice(found.index, end);
    const value = text.length < shortest ? undefined : parsed(text);
    if (value === undefined) continue;
    values.push({ value, length: text.length });
    begin.lastIndex = end;
  }
  return values;
}

function parsed(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    refuseLargeJson(Buffer.from(text), most);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Behind the bracket that closes the one at a place; the end of the script where none does. */
function endOfValue(script: string, from: number): number {
  let depth = 0;
  let isText = false;
  for (let at = from; at < script.length; at += 1) {
    const sign = script[at];
    if (isText && sign === '\\') at += 1;
    else if (sign === '"') isText = !isText;
    else if (isText) continue;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return script.length;
}
