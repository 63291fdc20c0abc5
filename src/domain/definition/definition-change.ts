import { type Project, withDefaults } from '../project/project.ts';
import { type Difference, differencesBetween } from './definition-difference.ts';

/** One difference between two definitions. `kind` says why it goes at once, or that it waits for a second operator; `words` are for people, `record` is for the audit. */
export interface FieldChange extends Pick<Difference, 'path' | 'kind' | 'words'> {
  /** Missing in what was asked for under an earlier version. */
  readonly record?: string;
}

/** `free` when none of them waits for a second operator. */
export interface DefinitionChange {
  readonly free: boolean;
  readonly changes: readonly FieldChange[];
}

/** A first definition is compared with the schema's defaults for the same people and days. */
export function compareDefinitions(before: Project | undefined, after: Project): DefinitionChange {
  return asChange(differencesOf(before, after));
}

export function asChange(differences: readonly Difference[]): DefinitionChange {
  const changes = differences.map(({ path, kind, words, record }) => ({ path, kind, words, record }));
  return { free: changes.every(({ kind }) => kind !== 'second-operator'), changes };
}

export function differencesOf(before: Project | undefined, after: Project): Difference[] {
  return differencesBetween(before ?? withDefaults(after), after);
}
