import { isSentAlone } from '../../../src/activities/notification/budgeted.ts';
import { buildAdapters } from '../../../src/azure/adapters.ts';
import { managedIdentity } from '../../../src/azure/credential.ts';
import { parseConfig } from '../../../src/config.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { ConflictError } from '../../../src/ports/records.ts';
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { anOperation } from '../../contract/samples.ts';
import { groupsOff } from '../../domain/sample.ts';
import { type Ends, type Part, part, type Work } from './work.ts';

// A process of the app: it says when it is ready, does its part when it is told, says how each ended, and ends.

/** What fails since others were faster is done again, by its host or the person. */
const mostAttempts = 100;

const doing: Readonly<Record<Work, (ports: Ports, part: Part, one: string) => Promise<string>>> = {
  async openings(ports, { project }, name) {
    return (await startOperation(ports, { door: 'ingress', path: `${project}/${name}/a.csv` })).kind;
  },
  async decisions(ports, { project, exportId, digest }, oid) {
    const approver = { oid, emails: [], groups: 'no-claim' as const };
    const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
    const handle = { project, exportId, approver: oid };
    return (await decide({ ...ports, groupsClaim: groupsOff }, { handle, approver, ...said })).kind;
  },
  async windows(ports, { project, exportId, to: oid }, step) {
    const operation = anOperation({ id: exportId, project });
    const mail = { operation, step, about: 'available', to: { oid } } as const;
    return (await isSentAlone(ports, { mailWindowSeconds: 3600 }, mail)) ? 'alone' : 'together';
  },
};

process.once('message', async (message) => {
  const told = part.parse(message);
  const config = parseConfig(process.env);
  const ports = buildAdapters(config, managedIdentity(config.clientId));
  // Tokens and keys are fetched before it counts.
  await Promise.all([ports.projects.get(told.project), ports.register.rememberedDoor('ingress', told.project)]);
  process.once('message', async () => {
    const ended: Ends = {};
    const note = (end: string): void => {
      ended[end] = (ended[end] ?? 0) + 1;
    };
    const finish = async (one: string) => {
      for (let attempt = 1; ; attempt += 1)
        try {
          return note(await doing[told.work](ports, told, one));
        } catch (error) {
          if (attempt === mostAttempts || !(error instanceof ConflictError)) throw error;
          note('again');
        }
    };
    await Promise.all(told.of.map(finish));
    process.send?.(ended);
    process.disconnect();
  });
  process.send?.('ready');
});
