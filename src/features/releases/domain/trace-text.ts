import { countText } from '../../../domain/base/count-text.ts';
import { departureWords } from './departure-words.ts';
import { smallestTraced, type Trace, type TraceResult } from './trace.ts';

const nouns: Readonly<Record<TraceResult, string>> = {
  found: 'found in',
  'not-found': 'not found',
  'cannot-say': 'cannot be told: of the same size, and without an MD5 or evidence, in',
  'too-small': `not looked for: below ${smallestTraced} bytes, so that nobody can guess what small files held`,
};

/** A trace in sentences; `names` are those of the asked files, in their order. */
export function traceLines({ files, searched, ways }: Trace, names: readonly string[]): readonly string[] {
  const { releases, unread } = searched;
  const by = ways.includes('lines') ? 'MD5 and size, SHA-256, or lines of texts' : 'MD5 and size, or SHA-256';
  const among = `among ${countText(releases, 'release')}`;
  return [
    ...files.flatMap(({ file, result, releases: held }) => {
      const said = `${names[file - 1] ?? `file ${file}`}: ${nouns[result]}`;
      if (held.length === 0) return [result === 'not-found' ? `${said} ${among} by ${by}` : said];
      return held.map(({ project, id, name, path, leftAt, state }) => {
        return `${said} ${name} (${project}, ${id}) as ${path}; left ${leftAt}, ${departureWords[state] || 'outside now'}`;
      });
    }),
    ...(unread.length === 0 ? [] : [`Not looked through, since their records cannot be read: ${unread.join(', ')}`]),
  ];
}
