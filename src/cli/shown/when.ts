const minute = 60_000;

/** How long it is from one time to another, in the largest fitting unit: `5 min`, `3 h`, `12 days`. */
export function span(from: Date, until: Date): string {
  const minutes = Math.floor(Math.abs(until.getTime() - from.getTime()) / minute);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z`;
const isTime = new RegExp(`^${time}$`);
const timeIn = new RegExp(String.raw`\b${time}`, 'g');
let format: Intl.DateTimeFormat | undefined;

/** A text that is a time, as people read it; any other as it is. */
export function readableTime(text: string): string {
  const moment = isTime.test(text) ? new Date(text) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) return text;
  format ??= new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });
  return `${format.format(moment)} UTC`;
}

/** A sentence with the times in it as people read them. */
export function readableTimes(sentence: string): string {
  return sentence.replace(timeIn, readableTime);
}
