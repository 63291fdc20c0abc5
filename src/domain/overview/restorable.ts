import { type TableName, tables } from '../base/stored-tables.ts';
import { restoreSteps } from './store.ts';

/** Containers of the control account that have a mark, since nothing else shows their loss. */
export const markedContainers = ['projects', 'manifests', 'tree'] as const;

const others: readonly TableName[] = tables.filter((name) => !(restoreSteps as readonly string[]).includes(name));

/** What can be named when stores are put back, in the order in which that is done. */
export const restorable: readonly string[] = [
  ...restoreSteps,
  ...others,
  ...markedContainers.map((name) => `control/${name}`),
];

/** Without the mark of one of these nothing is taken in: nobody knows what was taken before. */
export const doorStores: readonly string[] = ['heads', 'register', 'control/projects'];
