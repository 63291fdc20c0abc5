import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { examples, reason } from './options.ts';

const aPerson = ['<person>', 'Entra object id'] as const;

export function addPeople(program: CommandUnknownOpts, start: Start): void {
  const person = examples(
    program
      .command('person')
      .description('who the object ids of the audit are: look, correct a name, clear it')
      .helpCommand(false),
    'person list',
    'person clear 5a11f0a7-0000-4000-8000-0000000000d4 --reason "Asked for by the person"',
  );
  examples(
    person
      .command('list')
      .description('everybody who signed in or was named by a definition')
      .action(() => start(async (tools) => (await import('../work/person.ts')).listKnownPeople(tools))),
    'person list',
  );
  examples(
    person
      .command('correct')
      .description('another name and address, of somebody whom no definition names')
      .argument(...aPerson)
      .requiredOption('--name <name>', 'the name from now on')
      .requiredOption('--email <address>', 'the address from now on')
      .addOption(reason())
      .action((oid, typed) => start(async (tools) => (await import('../work/person.ts')).correct(tools, oid, typed))),
    'person correct 5a11f0a7-0000-4000-8000-0000000000d4 --name "Ada King" --email king@example.org --reason "A new name"',
  );
  examples(
    person
      .command('clear')
      .description('takes name and address away, of somebody whom no definition names')
      .argument(...aPerson)
      .addOption(reason())
      .action((oid, typed) =>
        start(async (tools) => (await import('../work/person.ts')).clear(tools, oid, typed.reason)),
      ),
    'person clear 5a11f0a7-0000-4000-8000-0000000000d4 --reason "Asked for by the person"',
  );
}
