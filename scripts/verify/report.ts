import { table } from '../markdown-table.ts';
import { bounds, type Cost } from './cost.ts';
import { unverified } from './lines/all.ts';
import { redact } from './redact.ts';
import type { Finding } from './run.ts';
import type { StepId } from './step.ts';
import { type Answered, words } from './verdicts.ts';

/** One trial, as it is told. */
export interface Told {
  readonly date: Date;
  readonly minutes: number;
  readonly answered: Answered;
  readonly where: string;
  readonly cost: Cost;
  readonly findings: readonly Finding[];
  /** The steps that were not taken, and why they could not be. */
  readonly notHere: ReadonlyMap<StepId, string>;
  readonly secrets: readonly string[];
}

/** The report of a trial: what was seen of each line, and of each step what was asked and answered. No secret stands in it. */
export function reportText(told: Told): string {
  const { date, answered, where, findings, notHere } = told;
  const verdictOf = (id: StepId): string => {
    const why = notHere.get(id);
    if (why !== undefined) return `cannot run here: ${why}`;
    return words[answered][findings.find((one) => one.id === id)?.verdict ?? 'unchecked'];
  };
  const rows = unverified.flatMap(({ lines }) =>
    lines.map((line) =>
      'step' in line
        ? [line.what, `\`${line.step}\``, verdictOf(line.step)]
        : [line.what, '', `cannot be checked by a script, because ${line.why}`],
    ),
  );
  const text = [
    `# What ${answered} answered on ${date.toISOString().slice(0, 10)}`,
    `Made by \`npm run verify:azure\`, begun at ${date.toISOString()}, ${where}. ${meaning(told)}`,
    table(['What nobody had verified', 'Step', 'Verdict'], rows),
    '## Steps',
    ...findings.map(({ id, seen, asked, verdict }) =>
      [`### ${id}: ${words[answered][verdict]}`, `${seen}.`, ...asked.map((line) => `- ${line}`)].join('\n'),
    ),
    ...(notHere.size === 0
      ? []
      : ['## What cannot run here', [...notHere].map(([id, why]) => `- \`${id}\`: ${why}`).join('\n')]),
  ];
  return `${redact(text.join('\n\n'), told.secrets)}\n`;
}

function meaning({ answered, minutes, cost }: Told): string {
  if (answered !== 'a subscription') return 'It shows that the script works. It says nothing about Azure.';
  const most = `${cost.most.toFixed(2)} ${cost.currency}`;
  return `It took ${Math.ceil(minutes)} minutes of ${bounds.minutes}, and costs at most ${most} by infra/prices.json.`;
}
