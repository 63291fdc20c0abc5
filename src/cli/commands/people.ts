import { asks, row } from '../row.ts';
import { table } from '../shown/columns.ts';
import { readableTimes } from '../shown/when.ts';

const somebody = '5a11f0a7-0000-4000-8000-0000000000d4';

/** Who the object ids of the audit are. */
export const persons = [
  row('person list', {
    says: 'everybody who signed in or was named by a definition',
    work: asks('knownPeople', ({ items }, { width }) => {
      const rows = items.map(({ oid, name, email, seenOn, clearedAt }) => {
        return [name ?? readableTimes(`cleared ${clearedAt ?? ''}`), email ?? '', seenOn, oid];
      });
      return table(['NAME', 'E-MAIL', 'SEEN', 'OBJECT ID'], rows, 'Nobody was seen yet.', width);
    }),
  }),
  row('person correct <oid> --name=<name> --email=<address> --reason=<text>', {
    says: 'another name and address, of somebody whom no definition names',
    words: { name: 'the name from now on', email: 'the address from now on' },
    examples: [`${somebody} --name "Ada King" --email king@example.org --reason "A new name"`],
    work: asks('correctPerson', (_, __, { oid, name }) => [`${oid} is called ${name} from now on.`]),
  }),
  row('person clear <oid> --reason=<text>', {
    says: 'takes name and address away, of somebody whom no definition names',
    examples: [`${somebody} --reason "Asked for by the person"`],
    work: async (tools, typed) => {
      await tools.agree([
        'Name, address and last sign-in will be gone. Nobody can bring them back but the person, by signing in.',
      ]);
      const { body } = await tools.api.ask('clearPerson', typed);
      return tools.show(body, () => [`${typed.oid} was cleared; pages say so in the place of the name.`]);
    },
  }),
];
