import type { Problem } from '../../../domain/base/errors.ts';
import type { PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type FormField, nameOf, textOf } from './form-fields.ts';
import { newPeople } from './new-people.ts';
import { entriesIn, type Json, rowOf, typedValue, valueAt, withColumns, withValue } from './written-field.ts';

export interface Written {
  readonly definition: Json;
  /** What could not be read of what was typed. */
  readonly problems: readonly Problem[];
}

interface Typed {
  readonly fields: Fields;
  readonly known: readonly PersonEntry[];
}

/** A definition with what was typed into some fields of it. What nobody touched stays as it is, so that nothing else shows as changed. */
export function writtenPart(base: Json, shown: readonly FormField[], { fields, known }: Typed): Written {
  const problems: Problem[] = [];
  const definition = shown.reduce((before, field) => {
    const path = field.path.split('.');
    const value = valueAt(before, path);
    if (field.kind !== 'people') return withValue(before, path, typedValue(field, fields[nameOf(field)], value));
    const read = newPeople(field, { fields, known });
    problems.push(...read.problems);
    const people = [...stayingPeople(field, fields, value), ...read.people];
    const isNone = field.mayBeMissing && value === undefined && people.length === 0;
    return isNone ? before : withValue(before, path, people);
  }, base);
  return { definition, problems };
}

/** Problems of people in a list say whose they are. */
export function withNames(definition: Json, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => {
    const [, list = '', index = ''] = /^([^[]+)\[(\d+)\]/.exec(problem.path ?? '') ?? [];
    const name = textOf(entriesIn(valueAt(definition, list.split('.')))[Number(index)]?.['name']);
    const isSaid = name === '' || problem.message.includes(name);
    return isSaid ? problem : { ...problem, message: `${name}: ${problem.message}` };
  });
}

function stayingPeople(field: FormField, fields: Fields, before: unknown): Json[] {
  return entriesIn(before).flatMap((entry) => {
    const row = rowOf(field, entry);
    return fields[`${row}:out`] === 'yes' ? [] : [withColumns(field, entry, fields, row)];
  });
}
