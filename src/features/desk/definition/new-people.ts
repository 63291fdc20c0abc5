import type { Problem } from '../../../domain/base/errors.ts';
import type { PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type FormField, nameOf } from './form-fields.ts';
import { type Json, withColumns } from './written-field.ts';

interface Asked {
  readonly fields: Fields;
  readonly known: readonly PersonEntry[];
}

/** Who is to come into a list: one person with what is said of them, and those whose addresses were pasted. */
export function newPeople(field: FormField, { fields, known }: Asked): { people: Json[]; problems: Problem[] } {
  const row = `${nameOf(field)}:new`;
  const one = linesIn(fields[row]).map((line) => personIn(line, known, field));
  const others = linesIn(fields[`${nameOf(field)}:pasted`]).map((line) => personIn(line, known, field));
  const withTheirs = (person: Json) => withColumns(field, person, fields, row);
  return {
    people: [
      ...one.flatMap((read) => ('person' in read ? [withTheirs(read.person)] : [])),
      // Whoever comes by their address comes with others of one organisation.
      ...others.flatMap((read) =>
        'person' in read ? [field.key === 'email' ? withTheirs(read.person) : read.person] : [],
      ),
    ],
    problems: [...one, ...others].flatMap((read) => ('problem' in read ? [read.problem] : [])),
  };
}

/** Addresses as mail programs copy them: one a line, or with semicolons or commas between them. */
function linesIn(text = ''): string[] {
  return text
    .split(/[\n;]/)
    .flatMap((line) => {
      const parts = line.split(',');
      return parts.every((part) => part.includes('@')) ? parts : [line];
    })
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const anAddress = /[^\s<>"']+@[^\s<>"']+/;
const anObjectId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;

function personIn(
  line: string,
  known: readonly PersonEntry[],
  { path, key }: FormField,
): { readonly person: Json } | { readonly problem: Problem } {
  const oid = anObjectId.exec(line)?.[0].toLowerCase();
  const email = anAddress.exec(line)?.[0];
  const name = line
    .replace(anObjectId, '')
    .replace(anAddress, '')
    .replaceAll(/[<>"(),]/g, '')
    .trim();
  const found = known.filter((entry) =>
    oid === undefined ? email !== undefined && entry.email?.toLowerCase() === email.toLowerCase() : entry.oid === oid,
  );
  const [first] = found;
  if (found.length === 1 && first?.name != null && first.email !== null)
    return { person: { name: first.name, email: first.email, oid: first.oid } };
  if (name !== '' && email !== undefined && (oid !== undefined || key === 'email'))
    return { person: { name, email, ...(oid === undefined ? {} : { oid }) } };
  const why = found.length > 1 ? `${found.length} people of that address are known` : 'nobody like that is known here';
  const wanted = key === 'email' ? 'the name and the address' : 'the name, the address and the object id';
  const message = `${line}: ${why}; write ${wanted} of the person`;
  return { problem: { rule: 'known-person', path, value: line, message } };
}
