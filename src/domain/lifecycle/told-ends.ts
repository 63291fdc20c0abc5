/**
 * The ends and rests before a freeze that a project told outside on one day (UTC), by keys of their own. Which of them are told is a message,
 * so there are only so many a day, and what was told once stays among them: whatever comes later finds no room.
 */
export interface ToldEnds {
  readonly day: string;
  readonly keys: readonly string[];
}

/** The ends that are told once this one is among them; undefined where as many are told that day as may be. A repeat changes nothing. */
export function withEnd(
  told: ToldEnds | undefined,
  key: string,
  { day, most }: { readonly day: string; readonly most: number },
): ToldEnds | undefined {
  // A clock that is behind begins no day anew.
  const today = told === undefined || told.day < day ? { day, keys: [] } : told;
  if (today.keys.includes(key)) return today;
  return today.keys.length < most ? { ...today, keys: [...today.keys, key] } : undefined;
}
