/** The ending of a name in small letters and without the dot; empty where there is none, or one that no type of file has. */
export function endingOf(path: string): string {
  return /[^/]\.([a-z0-9]{1,16})$/.exec(path.toLowerCase())?.[1] ?? '';
}
