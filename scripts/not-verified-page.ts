import { readFileSync } from 'node:fs';
import { table } from './markdown-table.ts';
import { bounds } from './verify/cost.ts';
import { unverified } from './verify/lines/all.ts';
import type { Line } from './verify/lines/line.ts';

const next = '\n## The next version of the durable library\n';
const page = new URL('../docs/not-verified.md', import.meta.url);

/** What nobody has verified, as its list in the code has it; what follows the tables is written by hand. */
export function notVerifiedText(): string {
  const text = readFileSync(page, 'utf8');
  const at = text.indexOf(next);
  if (at < 0) throw new Error(`docs/not-verified.md has no section '${next.trim()}'`);
  const tables = unverified.map(
    ({ harm, lines }) => `## ${harm}\n${table(['What', 'How to find out'], lines.map(cells))}`,
  );
  return `${[intro, ...tables].join('\n\n')}\n${text.slice(at)}`;
}

const intro = `# What nobody has verified on a real subscription

No subscription was at hand. The Bicep compiles, and tests hold what must never be true. Nobody has seen this run. The worst comes first; made by \`npm run docs\` from \`scripts/verify/lines\`.

If you have a subscription, \`npm run verify:azure -- --contact you@hospital.org --address <your public address>\` finds out what a script can. It deploys [a trial](deploy.md#a-trial), asks, writes a report with what was answered, and takes the trial down again, also after a failure: within ${bounds.minutes / 60} hours, for ${bounds.dollars} dollars at most. It says what it will do and waits for your consent. \`npm run verify:azure -- --local\` asks the laptop's stand-ins, which shows that the script works and nothing about Azure.`;

const cells = (line: Line): string[] => [
  line.what,
  'step' in line ? `step \`${line.step}\`` : `cannot be checked by a script, because ${line.why}`,
];
