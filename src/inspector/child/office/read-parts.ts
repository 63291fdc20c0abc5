import type { ZipEntry } from '../archives/zip-list.ts';
import type { Budget } from '../budget.ts';
import type { TableCounter } from '../markup/grid.ts';
import type { Seen, SeenText } from '../reader.ts';
import { AllTexts } from './all-texts.ts';
import { Chart } from './chart.ts';
import { Flow } from './flow.ts';
import { type Kinds, slideOf } from './kinds.ts';
import type { Parts } from './parts.ts';
import { CacheFields, CacheRecords } from './pivot-cache.ts';

/** Reads every part that is left, in the order in which people come upon them, or names it. */
export async function readParts(parts: Parts, kinds: Kinds, budget: Budget, seen: Seen): Promise<void> {
  const counter: TableCounter = { tables: 0 };
  for (const entry of parts.left.filter(({ name }) => isCacheDefinition(name)))
    await readCache(entry, parts, budget, seen);
  const ranked = parts.left.map((entry) => ({ entry, rank: rankOf(entry.name) }));
  ranked.sort((one, other) => one.rank - other.rank);
  for (const { entry } of ranked) await readPart(entry, { parts, kinds, budget, seen, counter });
}

interface Reading {
  readonly parts: Parts;
  readonly kinds: Kinds;
  readonly budget: Budget;
  readonly seen: Seen;
  readonly counter: TableCounter;
}

/** The document itself and its slides come first. */
function rankOf(name: string): number {
  if (name === 'word/document.xml') return 0;
  return slideOf(name) ?? 1_000_000;
}

async function readPart(entry: ZipEntry, { parts, kinds, budget, seen, counter }: Reading): Promise<void> {
  const kind = kinds.kindOf(entry.name);
  const title = kinds.titleOf(entry.name);
  const page = slideOf(entry.name);
  const passed = 'passed' in kind ? kind.passed : undefined;
  if (passed !== undefined && !/\.(xml|vml)$/i.test(entry.name)) {
    parts.pass(entry, passed);
    return;
  }
  if ('as' in kind && kind.as === 'flow') {
    const flow = new Flow({ seen, budget, counter, place: page === undefined ? {} : { page }, title });
    await ended(parts.tryToRead(entry, flow), () => flow.end());
    return;
  }
  const lines = seen.text({}, title);
  if ('as' in kind && kind.as === 'chart') {
    const chart = new Chart(lineTo(lines, budget), budget);
    await ended(parts.tryToRead(entry, chart), () => {
      chart.tell(() => {
        counter.tables += 1;
        return seen.table({ table: counter.tables }, 'Numbers of a chart');
      });
      lines.end();
    });
    return;
  }
  const attributes = 'as' in kind && kind.as === 'data';
  const texts = new AllTexts({ lines, budget, attributes, found: (rule) => seen.found(rule) });
  await ended(parts.tryToRead(entry, texts, passed), () => lines.end());
}

function lineTo(lines: SeenText, budget: Budget): (text: string) => void {
  return (text) => {
    budget.spend(text.length);
    lines.line(text);
  };
}

/** Ends what was begun, whatever stopped the reading. */
export async function ended(reading: Promise<unknown>, end: () => void): Promise<void> {
  try {
    await reading;
  } finally {
    end();
  }
}

const isCacheDefinition = (name: string): boolean => /\/pivotcachedefinition\d*\.xml$/i.test(name);

/** The source rows of a pivot table, by the definition of their fields. */
async function readCache(entry: ZipEntry, parts: Parts, budget: Budget, seen: Seen): Promise<void> {
  const fields = new CacheFields();
  if (!(await parts.tryToRead(entry, fields))) return;
  const name = entry.name.replace(/definition(?=\d*\.xml$)/i, (word) =>
    word === 'Definition' ? 'Records' : 'records',
  );
  const records = parts.left.find((one) => one.name === name);
  fields.tell(seen.table({}, 'Values behind a pivot table'), budget);
  if (records === undefined) return;
  const table = seen.table({}, 'Rows behind a pivot table');
  await ended(parts.tryToRead(records, new CacheRecords(fields, table, budget)), () => table.end());
}
