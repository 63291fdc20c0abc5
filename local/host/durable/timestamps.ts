/** Writes a time the way .NET serialises it in histories: fraction without trailing zeros, none when it is zero. */
export function toWireTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, 'Z');
}

/** Reads a time of a history or an action; returns milliseconds. */
export function fromWireTime(text: string): number {
  return Date.parse(text);
}

/** `createdTime` and `lastUpdatedTime` of a status: whole seconds, cut off. */
export function toStatusTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** `ScheduledTime` in the history of a status carries an offset instead of Z. */
export function toOffsetTime(wireTime: string): string {
  return wireTime.replace(/Z$/, '+00:00');
}

/** Reads a .NET time span `d.hh:mm:ss` or `hh:mm:ss` from milliseconds, for the durations of the orchestrator request. */
export function toTimeSpan(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const days = Math.floor(seconds / 86_400);
  const rest = milliseconds % 1000;
  return `${days > 0 ? `${days}.` : ''}${clock}${rest > 0 ? `.${String(rest).padStart(3, '0')}0000` : ''}`;
}
