/** Elements inside of lines; all others begin a line of their own. */
export const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
export const printed: ReadonlySet<string> = new Set(['pre', 'textarea', 'xmp', 'listing', 'plaintext']);
export const cells: ReadonlySet<string> = new Set(['td', 'th', 'dt', 'dd']);
export const rowEnds: ReadonlySet<string> = new Set(['tr', 'thead', 'tbody', 'tfoot']);
/** What elements of any name may say that they are. */
export const roles: ReadonlyMap<string | undefined, string> = new Map([
  ...['table', 'grid', 'treegrid'].map((role) => [role, 'table'] as const),
  ...['cell', 'gridcell', 'columnheader', 'rowheader'].map((role) => [role, 'td'] as const),
  ['row', 'tr'],
]);
/** A list of names with their values is one too. */
export const tables: ReadonlySet<string> = new Set(['table', 'dl']);
