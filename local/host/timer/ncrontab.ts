import { Cron } from 'croner';

interface Field {
  name: string;
  min: number;
  max: number;
  names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields: readonly Field[] = [
  { name: 'second', min: 0, max: 59, names: [] },
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of week', min: 0, max: 6, names: days },
];

/** A schedule that knows its next time; times in milliseconds. */
export interface Schedule {
  next(after: number): number;
}

/**
 * Parses a six-field NCRONTAB expression, `{second} {minute} {hour} {day} {month} {day of week}`. Each field is expanded
 * to its values first, so that croner cannot read it in another way. Throws for whatever NCRONTAB and croner would read
 * differently: other numbers of fields, time spans, both day fields given, and characters that NCRONTAB does not know.
 */
export function parseNcrontab(expression: string, timezone: string): Schedule {
  const parts = expression.trim().split(/\s+/);
  const fail = (reason: string): never => {
    throw new Error(`The schedule '${expression}' is refused: ${reason}`);
  };
  if (parts.length === 1) fail('time spans are not run here; write six fields, as in "0 */5 * * * *".');
  if (parts.length !== 6)
    fail(`it has ${parts.length} fields, NCRONTAB has six: second, minute, hour, day, month, day of week.`);
  if (parts[3] !== '*' && parts[5] !== '*')
    fail('day of month and day of week are both given; NCRONTAB wants both to hold, cron either. Give one.');
  const values = fields.map((field, at) => {
    try {
      return expand(parts[at] ?? '', field);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  });
  const cron = new Cron(values.join(' '), { timezone, paused: true });
  return {
    next(after) {
      const next = cron.nextRun(new Date(after));
      if (!next)
        throw new Error(`The schedule '${expression}' has no next time after ${new Date(after).toISOString()}.`);
      return next.getTime();
    },
  };
}

function expand(text: string, field: Field): string {
  if (text === '*') return '*';
  const found = new Set<number>();
  for (const part of text.split(',')) for (const value of expandPart(part, field)) found.add(value);
  return [...found].sort((left, right) => left - right).join(',');
}

function expandPart(part: string, field: Field): number[] {
  const match = /^(\*|[0-9A-Za-z]+)(?:-([0-9A-Za-z]+))?(?:\/(\d+))?$/.exec(part);
  if (!match) throw new Error(`'${part}' is not a value for ${field.name}.`);
  const [, first = '', last, step] = match;
  const every = step === undefined ? 1 : Number(step);
  if (every < 1) throw new Error(`the step of '${part}' must be above zero.`);
  if (first === '*' && last !== undefined) throw new Error(`'${part}' is not a value for ${field.name}.`);
  const from = first === '*' ? field.min : fieldValue(first, field);
  const to =
    first === '*' ? field.max : last !== undefined ? fieldValue(last, field) : step === undefined ? from : field.max;
  if (from > to) throw new Error(`the range '${part}' of ${field.name} runs backwards.`);
  const values: number[] = [];
  for (let value = from; value <= to; value += every) values.push(value);
  return values;
}

function fieldValue(text: string, field: Field): number {
  const named = field.names.indexOf(text.toLowerCase().slice(0, 3));
  const value = named >= 0 && text.length >= 3 ? named + field.min : Number(text);
  if (!Number.isInteger(value) || value < field.min || value > field.max) {
    throw new Error(`'${text}' is not a ${field.name} from ${field.min} to ${field.max}.`);
  }
  return value;
}
