import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { exitMeanings } from '../src/cli/exit-codes.ts';
import { sallyport } from '../src/cli/program.ts';
import { table } from './markdown-table.ts';

const intro = `# The command

\`npm run sallyport -- …\` from a clone, for operators, and \`check\` for researchers: what can be typed behind it, as \`--help\` says it. Made by \`npm run docs\` from \`src/cli\`. [For operators](for-operators.md) shows how it is used.

It signs in as a person of the laptop with \`--as\`, else with the token in \`SALLYPORT_TOKEN\`, else with the one that \`az account get-access-token\` gives for the application that people sign in to (\`SALLYPORT_CLIENT_ID\`, or what \`azd\` knows of its current environment). It asks the app at \`--url\`, else at \`SALLYPORT_URL\`, else that of azd's environment, else the one that \`npm start\` runs.

Before something dangerous it says what will happen and asks; with \`--yes\` it goes on. Where nobody sits at a terminal, such as in a script, it does nothing of what cannot be undone without \`--yes\`. It prints no colours where \`NO_COLOR\` is set.`;

/** The document that lists every command with its help. */
export function commandText(): string {
  const printed: string[] = [];
  const program = sallyport(async () => {}, {
    writeOut: (text) => printed.push(text),
    getOutHelpWidth: () => 100,
  });
  const helpOf = (command: CommandUnknownOpts): string => {
    printed.length = 0;
    command.configureHelp({ showGlobalOptions: false }).outputHelp();
    return ['```text', printed.join('').trim(), '```'].join('\n');
  };
  const exits = table(
    ['Exit code', 'What it says'],
    exitMeanings.map(([code, meaning]) => [String(code), meaning]),
  );
  const parts = leavesOf(program).map((command) => [`## ${pathOf(command)}`, helpOf(command)].join('\n\n'));
  return `${[intro, exits, helpOf(program), ...parts].join('\n\n')}\n`;
}

/** The commands that do something, in the order of the help. */
function leavesOf(command: CommandUnknownOpts): CommandUnknownOpts[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function pathOf(command: CommandUnknownOpts): string {
  return command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
