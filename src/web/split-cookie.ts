import type { Cookie } from '@azure/functions';
import { cookie, forget, readCookie } from './cookies.ts';
import type { WebRequest } from './handler.ts';

/** A browser keeps about 4 KB for each cookie, its name and its attributes among them; a value is split over at most so many. */
const mostParts = 4;
const mostCharacters = 3000;

const nameOf = (name: string, part: number): string => `${name}-${part}`;

/** A value that is too long for one cookie, in several; what a longer one left is forgotten. Undefined when it is too long for these too. */
export function splitCookie(name: string, value: string, seconds: number): readonly Cookie[] | undefined {
  if (value.length > mostParts * mostCharacters) return undefined;
  return Array.from({ length: mostParts }, (_, index) => {
    const part = value.slice(index * mostCharacters, (index + 1) * mostCharacters);
    const named = nameOf(name, index + 1);
    return part === '' ? forget(named) : cookie(named, part, seconds);
  });
}

/** The value of such cookies; undefined without the first. Parts of two values that were mixed are for the seal to find. */
export function readSplitCookie(request: WebRequest, name: string): string | undefined {
  const parts = Array.from({ length: mostParts }, (_, index) => readCookie(request, nameOf(name, index + 1)));
  return parts[0] === undefined ? undefined : parts.map((part) => part ?? '').join('');
}

export function forgetSplit(name: string): readonly Cookie[] {
  return Array.from({ length: mostParts }, (_, index) => forget(nameOf(name, index + 1)));
}
