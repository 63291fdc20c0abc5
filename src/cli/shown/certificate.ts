import type { BodyOf } from '../routes.ts';
import { columns } from './columns.ts';
import { safeText } from './safe-text.ts';
import { readableTimes } from './when.ts';

type Certificate = NonNullable<NonNullable<BodyOf<'showProject'>['closing']>['certificate']>;

export function certificateLines(
  { operations, destruction, issuedAt }: Certificate,
  width: number | undefined,
): string[] {
  const rows = operations.flatMap(({ name, state, destroyed = [], ...listed }) => {
    const first = [safeText(name), state, listed.digest?.slice(0, 12) ?? '', String(listed.files ?? '')];
    const parts = destroyed.map(({ place, at, restorableUntil }) => [place, at, restorableUntil ?? 'no more']);
    return parts.length === 0 ? [[...first, '', '', '']] : parts.map((part) => [...first, ...part]);
  });
  const heads = ['NAME', 'END', 'DIGEST', 'FILES', 'DESTROYED IN', 'AT', 'RESTORABLE UNTIL'];
  const { places = [], computes, kept = [], outcome = 'rest-stays' } = destruction ?? {};
  const left = [
    ...places.flatMap(({ place, files, why }) => (files === 0 ? [] : [`${place}, ${files} files: ${why ?? ''}`])),
    ...(computes === undefined || computes.left.length === 0
      ? []
      : [`${computes.left.join(', ')}: ${computes.why ?? ''}`]),
  ];
  return [
    readableTimes(`Issued at ${issuedAt}.`),
    ...columns(heads, rows, width),
    ...(outcome === 'all-gone'
      ? ['Nothing else was found of it.']
      : ['Left:', ...left.map((line) => safeText(`  ${line}`))]),
    ...(kept.length === 0 ? [] : ['Kept:', ...kept.map(({ what, why }) => `  ${what}: ${why}`)]),
  ];
}
