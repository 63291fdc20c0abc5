import { readCommandLine } from '../../scripts/command-line.ts';
import { personToken } from '../people/tokens.ts';
import { trustStack } from '../stack/trust.ts';
import { personNamed, runCommand, stateOption, stateUsage } from './arguments.ts';

const usage = `npm run token -- --as operator

Prints a bearer token for the ops API.

  --as <person>      whose: an id or role of local/sample/directory.json (operator)
${stateUsage}`;

await runCommand(async () => {
  const { values } = readCommandLine(usage, { ...stateOption, as: { type: 'string', default: 'operator' } });
  console.log(await personToken(trustStack(values.state), personNamed(values.as).id, 'api'));
});
