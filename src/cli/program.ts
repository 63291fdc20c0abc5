import { Command, type OutputConfiguration } from '@commander-js/extra-typings';
import { addActs } from './commands/acts.ts';
import { addAudit } from './commands/audit.ts';
import { addChecking } from './commands/checking.ts';
import { addHolding } from './commands/holding.ts';
import { addLooking } from './commands/looking.ts';
import { examples } from './commands/options.ts';
import { addParts } from './commands/parts.ts';
import { addPeople } from './commands/people.ts';
import { addProjects } from './commands/projects.ts';
import { addSystem } from './commands/system.ts';
import { exitMeanings } from './exit-codes.ts';
import type { Start } from './tools.ts';

const description = `Sees what the control plane does, and acts where it waits for people.

It signs in with az login, with a token in SALLYPORT_TOKEN, or as a person of the laptop (--as).`;

const exits = ['', 'Exit codes:', ...exitMeanings.map(([code, meaning]) => `  ${code}  ${meaning}`)].join('\n');

/** The command with everything that can be typed. `start` is called with the work behind what was typed; `output` says where help and complaints go. */
export function sallyport(start: Start, output: OutputConfiguration) {
  const program = new Command('sallyport')
    .description(description)
    .option('--as <person>', 'a person of the laptop, such as operator, while npm start runs')
    .option('--url <address>', "the app's address; else SALLYPORT_URL, azd's environment, or the laptop's")
    .option('--json', "the API's answer instead of words")
    .option('--yes', 'agrees to what is dangerous, in place of being asked; scripts need it')
    .option('--key <text>', 'repeats a change whose answer was lost: it is done once')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help to see what can be typed.')
    .exitOverride()
    // Before any command is added: each takes this over from here.
    .configureOutput(output);
  addLooking(program, start);
  addParts(program, start);
  addActs(program, start);
  addHolding(program, start);
  addPeople(program, start);
  addProjects(program, start);
  addAudit(program, start);
  addSystem(program, start);
  addChecking(program, start);
  return examples(program, 'status --as operator', 'explain exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D').addHelpText(
    'after',
    exits,
  );
}
