import { fixedTimes, type TimeLimit, timeFields, timeSettings } from '../src/domain/overview/time-limits.ts';
import { table } from './markdown-table.ts';

const intro = `# What opens when a time has passed

Made by \`npm run docs\` from the tables in \`src/domain/overview/time-limits.ts\`; a setting or a field of the definition that is a time and does not stand there fails a test. A protection that ends by time must never be one that somebody inside can wait out: the last column says of each time what a person inside, such as a researcher, can do about it.`;

/** The document that says of every time what it opens, for whom, and what somebody inside can do about it. */
export function timeLimitsText(): string {
  return [
    intro,
    '## Settings of the deployment',
    ...partText(timeSettings, (name) => `\`${name}\``),
    '## Fields of the definition',
    ...partText(timeFields, (name) => `\`${name}\``),
    '## Fixed',
    ...partText(fixedTimes, (name) => name),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function partText(times: Readonly<Record<string, TimeLimit>>, title: (name: string) => string): string[] {
  const opening = Object.entries(times).flatMap(([name, limit]) =>
    limit === null ? [] : [[title(name), limit.opens, limit.whom, limit.inside]],
  );
  const others = Object.entries(times).flatMap(([name, limit]) => (limit === null ? [title(name)] : []));
  return [
    table(['Time', 'What it opens', 'For whom', 'Can somebody inside wait it out or bring it about?'], opening),
    ...(others.length === 0
      ? []
      : [`When these have passed, nothing is open that was not before: ${others.join(', ')}.`]),
  ];
}
