import { bounds } from '../src/domain/overview/bounds.ts';
import { table } from './markdown-table.ts';

const intro = `# What can be made many of

Everything that somebody can make many of, who, what bounds it, and the test that makes too many of it. Made by \`npm run docs\` from \`src/domain/overview/bounds.ts\`; a table, container, queue or changing route that no line names fails a test.`;

/** The document that says of everything what keeps it from being too many. */
export function boundsText(): string {
  const rows = bounds.map(({ what, by, bound, flooded, places }) => [
    what,
    by,
    bound,
    flooded === null ? 'none' : `\`${flooded}\``,
    places.map((place) => `\`${place}\``).join(' '),
  ]);
  return `${intro}\n\n${table(['What', 'By whom', 'Its bound', 'Flooded by', 'Where it stands or comes from'], rows)}\n`;
}
