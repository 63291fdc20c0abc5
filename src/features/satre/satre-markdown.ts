import { momentText } from '../../pages/base/words.ts';
import type { JudgedStatement, SatreReport, Verdict } from './domain/statement.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  met: 'met',
  partly: 'partly met',
  'not-ours': 'not ours',
};

export function satreMarkdown({ edition, at, verdicts, looked, statements }: SatreReport): string {
  const head = [
    `# SATRE ${edition}: what this deployment holds`,
    '',
    `As of ${momentText(at)}: ${verdicts.met} statements met, ${verdicts.partly} partly met, ${verdicts['not-ours']} not ours. ${looked}`,
    '',
    'Statements are in our own words, and only those that concern a control plane are here. What no row shows is at most partly met.',
    '',
    '| statement | asked | met |',
    '| --- | --- | --- |',
    ...statements.map(
      ({ id, level, means, verdict }) => `| ${id} ${cell(means)} | ${level} | ${verdictWords[verdict]} |`,
    ),
  ];
  return `${[...head, ...statements.flatMap(section)].join('\n')}\n`;
}

function section({ id, level, means, verdict, why, duty, evidence }: JudgedStatement): string[] {
  return [
    '',
    `## ${id}: ${means}`,
    '',
    `${level}, ${verdictWords[verdict]}.${why === null ? '' : ` ${why}`}${duty === null ? '' : ` It is for ${duty}.`}`,
    '',
    ...evidence.map(({ sentence, link }) => `- ${sentence}${link === undefined ? '' : ` (\`${link}\`)`}`),
  ];
}

/** A line break or a bar would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
