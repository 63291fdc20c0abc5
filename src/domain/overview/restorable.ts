import { type TableName, tables } from '../base/stored-tables.ts';
import { restoreSteps } from './store.ts';

/** Containers of the control account that have a mark, since nothing else shows their loss. */
export const markedContainers = ['projects', 'manifests', 'tree'] as const;

/** What is put back from the second copy, before everything else: the lines first, since the rest is held against them. */
export const fromCopy = ['control/audit', 'control/tree', 'control/projects', 'control/manifests'] as const;
export type FromCopy = (typeof fromCopy)[number];

const others: readonly TableName[] = tables.filter((name) => !(restoreSteps as readonly string[]).includes(name));

/** What can be named when stores are put back, in the order in which that is done. */
export const restorable: readonly string[] = [
  ...new Set([...fromCopy, ...restoreSteps, ...others, ...markedContainers.map((name) => `control/${name}`)]),
];

/** Without the mark of one of these nothing is taken in: nobody knows what was taken before. */
export const doorStores: readonly string[] = ['heads', 'register', 'control/projects'];
