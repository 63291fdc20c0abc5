import { countText } from '../../domain/base/count-text.ts';
import type { BodyOf } from '../routes.ts';
import { safeText } from './safe-text.ts';

export type HeadsLook = Extract<BodyOf<'restoreHeads'>, { readonly chains: unknown }>;
export type CopyLook = Extract<BodyOf<'restoreCopy'>, { readonly back: unknown }>;
export type ProjectPlan = Extract<BodyOf<'restoreStores'>, { readonly projects: unknown }>['projects'][number];

const sources = {
  lines: 'the lines of the audit',
  copy: 'the second copy',
  listing: 'what still lies',
  itself: 'the app, unasked',
  people: 'people',
  nothing: 'nothing',
} as const;

interface Looked {
  readonly copy?: CopyLook | undefined;
  readonly heads?: HeadsLook;
  readonly projects?: readonly ProjectPlan[];
}

/** What is lost and what would be written, in the order in which it is put back. */
export function restoreLines({ copy, heads, projects = [] }: Looked): readonly string[] {
  const { losses = [], chains = [], problems = [], doubts = [] } = heads ?? {};
  const lost = losses.map(({ place, from, back, lost: forGood, step }, at) => {
    const how = `${step === null ? '' : `${step}, `}from ${sources[from]}: ${back}`;
    return `${at + 1}. ${place} is lost. ${how}. Lost for good: ${forGood}.`;
  });
  const written = chains.map(({ chain, count, largest, why }) => {
    const by = largest === null ? 'nothing else remembers how many there were' : `${largest} agrees`;
    return `head of ${chain}: ${countText(count, 'line', 'lines')}; ${by}. ${why}`;
  });
  const rest = chains.length + problems.length > 0 ? ['What rests on heads is planned once these stand.'] : [];
  const lines = [
    ...lost,
    ...(copy === undefined ? [] : copyLines(copy)),
    ...written,
    ...doubts.map((doubt) => `Know this: ${doubt}.`),
    ...problems.map((problem) => `Needs you: ${problem}.`),
    ...rest,
    ...projects.flatMap(planLines),
  ];
  return (lines.length === 0 ? ['Nothing is lost.'] : lines).map(safeText);
}

function copyLines({ back, problems, doubts }: CopyLook): readonly string[] {
  const found = back.map(({ store, of, blobs, bytes }) => {
    const whose = of === null ? '' : ` of ${of}`;
    return `from the second copy: ${countText(blobs, 'blob', 'blobs')} of ${store}${whose}, ${countText(bytes, 'byte', 'bytes')}`;
  });
  return [
    ...found,
    ...doubts.map((doubt) => `Know this: ${doubt}.`),
    ...problems.map((problem) => `Needs you: ${problem}.`),
    ...(back.length === 0 ? [] : ['What rests on the second copy is planned once this stands.']),
  ];
}

function planLines({ project, repairs, problems, more, digest }: ProjectPlan): string[] {
  const rows = repairs.map(({ what, key, why }) => `  ${what} ${key}: ${why}`);
  const head = rows.length === 0 ? `${project}: nothing to write` : `${project}: digest ${digest}`;
  return [head, ...rows, ...problems.map((problem) => `  Needs you: ${problem}`), ...(more ? ['  and more'] : [])];
}
