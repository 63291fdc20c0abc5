import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { conditionsIn, isComparison, type Kind, neighbours } from './conditions.ts';
import type { Guard } from './guards.ts';

/** One guard turned around. Its `id` names file, function, condition and kind, so it outlives a change of other lines. */
export interface Mutant {
  readonly id: string;
  readonly kind: Kind;
}

/** A condition with its mutants, of which none or one is awake in a run. */
export interface Site extends Span {
  readonly mutants: readonly Mutant[];
  /** The operator of a comparison. */
  readonly operator?: Span;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text of a file of guards, with the conditions in it. */
export interface GuardFile {
  readonly file: string;
  readonly text: string;
  readonly sites: readonly Site[];
}

/** Reads the files of guards under a folder and finds every mutant in them. Throws when a guard names nothing. */
export function findMutants(root: string, guards: readonly Guard[]): GuardFile[] {
  return guards.map((guard) => findIn(guard, readFileSync(join(root, guard.file), 'utf8')));
}

function findIn({ file, only }: Guard, text: string): GuardFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = conditionsIn(source).filter(({ within }) => only?.includes(within) ?? true);
  const missing = only?.filter((name) => !found.some(({ within }) => within === name)) ?? [];
  if (found.length === 0 || missing.length > 0) {
    throw new Error(
      `${file} has no condition in ${missing.join(', ') || 'any function'}: mend test/simulation/mutants/guards.ts`,
    );
  }
  const times = new Map<string, number>();
  const sites = found.map(({ node, within, kinds }) => {
    const condition = node.getText().replace(/\s+/g, ' ');
    const place = `${file.replace(/^src\//, '')} ${within}: ${condition}`;
    const time = (times.get(place) ?? 0) + 1;
    times.set(place, time);
    const name = time === 1 ? place : `${place} (${time})`;
    return {
      mutants: kinds.map((kind) => ({ id: `${name} → ${asRead(node, kind)}`, kind })),
      ...spanOf(node),
      ...(isComparison(node) ? { operator: spanOf(node.operatorToken) } : {}),
    };
  });
  return { file, text, sites };
}

function asRead(node: ts.Expression, kind: Kind): string {
  if (kind !== 'neighbour' || !isComparison(node)) return kind;
  return neighbours[node.operatorToken.getText()] ?? kind;
}

function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}
