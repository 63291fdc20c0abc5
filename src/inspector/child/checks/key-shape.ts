/** Fewer values show no shape. */
const fewestValues = 20;
const nearlyAll = 0.95;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hash = /^(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
const letterAndDigits = /^[A-Za-z]{1,4}[-_ /]?\d{4,12}[A-Za-z]?$/;
/** Codes of the British statistics offices, of variants, genes, sequences, probes and registered trials. */
const publicCode = /^(?:[EWSNKJL]\d{8}|rs\d+|cg\d{8}|(?:NM|NP|NR|XM|XP)_?\d+|NCT\d{8}|LOC\d+|GS[EM]\d+)$/;

/** Whether a column holds keys: nearly all values are different, and nearly all have one shape that only keys have. */
export function isKeyColumn(all: readonly string[], distinct: readonly string[]): boolean {
  if (all.length < fewestValues || distinct.length < nearlyAll * all.length) return false;
  const shapes = new Map<string, number>();
  for (const value of distinct) {
    const shape = shapeOf(value);
    if (shape !== undefined) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const isKnown = [...shapes.values()].some((count) => count >= nearlyAll * distinct.length);
  return isKnown || arePadded(distinct);
}

function shapeOf(value: string): string | undefined {
  if (uuid.test(value)) return 'uuid';
  // Decimal numbers alone are no hash.
  if (hash.test(value) && /[a-f]/i.test(value)) return `hash ${value.length}`;
  if (!letterAndDigits.test(value) || publicCode.test(value)) return undefined;
  return value.replaceAll(/[A-Za-z]/g, 'a').replaceAll(/\d/g, '0');
}

/** Digits of one length, some with zeros before them, which numbers do not have. */
function arePadded(distinct: readonly string[]): boolean {
  const length = distinct[0]?.length ?? 0;
  return (
    length >= 6 &&
    distinct.every((value) => value.length === length && /^\d+$/.test(value)) &&
    distinct.some((value) => value.startsWith('0'))
  );
}
