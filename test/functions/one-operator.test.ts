import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { dashboardPage } from '../../src/features/desk/dashboard/dashboard-page.ts';
import { readOverview } from '../../src/features/desk/dashboard/overview.ts';
import { health } from '../../src/functions/system/health.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { type RunningPorts, startPorts } from '../azure/running-ports.ts';
import { collect, fresh } from '../contract/samples.ts';
import { aReader, aVisitor, sampleProject } from '../domain/sample.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

const alone = () => ({ ...running.ports, secondOperator: false, publicBaseUrl: 'https://gate.example.org' });
const caller = { oid: 'o', name: 'Otto', emails: ['otto@example.org'], roles: ['Ops.Operator'], groups: [] };

describe('a deployment with one operator only', () => {
  it('lets a weaker definition through at once, and the audit says so, of a first one too', async () => {
    const strict = sampleProject({ id: fresh('project') });
    const first = await changeDefinition(alone(), {
      project: strict,
      etag: null,
      caller,
      reason: '',
      seen: 'by-the-act',
    });
    if (first.kind !== 'changed') throw new Error('the first definition waits');
    const weaker = { ...strict, tier: 'pilot' as const };
    const second = await changeDefinition(alone(), {
      project: weaker,
      etag: first.stored.etag,
      caller,
      reason: 'small',
      seen: 'by-the-act',
    });
    expect(second.kind).toBe('changed');
    expect(await running.ports.changes.get(strict.id)).toBeUndefined();
    const lines = await collect(running.ports.audit.lines(strict.id));
    const events = lines.map((line) => parseChainLine(line).event).filter(({ kind }) => kind === 'project.changed');
    expect(events.map(({ data }) => [data['secondOperator'], data['reason'], data['changes']])).toEqual([
      [
        'off',
        '',
        'The whole definition: it is the first of its project\nIndependent approvers among them: 0 becomes 1\nCalendar days until the deadline of a review: nothing becomes 14',
      ],
      ['off', 'small', 'Tier: standard becomes pilot'],
    ]);
  });

  it('says so on the dashboard and in its health', async () => {
    const page = dashboardPage(await readOverview({ ...alone(), outageHours: 24 }, aReader), aVisitor);
    expect((await page.body).toString()).toContain('Second operator: off');
    const tokens = { verify: async () => ({ ok: false as const, reason: 'no token' }) };
    const answer = await health({ ...alone(), tokens, groupsClaim: { on: true } })(
      { method: 'GET', url: '/', headers: new Headers(), params: {}, body: null },
      { start: async () => {}, wake: async () => {}, newerVersion: async () => undefined },
    );
    expect(JSON.parse(String(answer.body))).toMatchObject({ status: 'ok', notes: ['second operator: off'] });
  });
});
