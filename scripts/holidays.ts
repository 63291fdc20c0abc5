import { readCommandLine } from './command-line.ts';
import { type Asked, asked, publicHolidays } from './public-holidays.ts';

const usage = `npm run holidays -- GB-ENG 2027

Prints the public holidays of a country, or of a part of it, as the list that calendar.holidays of a project
definition takes, and their names beside it. Look through it: what people have off where you are may differ.`;

function print({ place, year }: Asked): void {
  const holidays = publicHolidays(place, year);
  for (const { date, name } of holidays) console.error(`${date}  ${name}`);
  console.log(JSON.stringify(holidays.map(({ date }) => date)));
}

const input = asked(readCommandLine(usage, {}, 2).positionals);
if ('refusal' in input) {
  console.error(input.refusal);
  process.exitCode = 1;
} else print(input);
