import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { azureMachines } from '../../../src/compute/azure/compute.ts';
import { machinesByHand } from '../../compute/hands.ts';
import { type ComputeTimer, startComputeTimer } from '../compute-timer.ts';
import { keptLog } from '../kept-log.ts';

const vm = { size: 'Standard_D4s_v5', image: 'data-science', power: { mode: 'always-on' } };
const machines = (...names: string[]) => ({ virtualMachines: names.map((name) => ({ ...vm, name })) });

let timer: ComputeTimer;
beforeEach(async () => {
  timer = await startComputeTimer({ genomics: machines('dsvm-1', 'dsvm-2'), imaging: machines('ivm-1') });
});
afterEach(() => timer.azure.close());

/** A machine of the first project as defined, but for its power. */
function seedTurnedOff(): void {
  const tags = { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on', 'sallyport-image': 'data-science' };
  timer.azure.compute.seed({ name: 'dsvm-1', size: vm.size, tags, power: 'deallocated', imageId: 'data-science' });
}

describe('the timer for computes', () => {
  it('says in one line what it found, and no more while repairs are under way', async () => {
    expect((await timer.tick(0)).lines).toEqual([
      { level: 'info', text: 'reconcile: {"projects":2,"open":3,"unmended":0,"failed":0}' },
    ]);
    expect((await timer.tick(5)).lines).toEqual([
      { level: 'info', text: 'reconcile: {"projects":2,"open":0,"unmended":0,"failed":0}' },
    ]);
  });

  it('keeps what it saw of each project, before it did anything', async () => {
    await timer.tick(0);
    expect((await timer.looks.of('imaging'))?.steps).toMatchObject([{ compute: 'machine ivm-1' }]);
    await timer.tick(5);
    expect((await timer.looks.ofAll()).get('imaging')).toEqual({
      at: '2026-06-05T10:05:00.000Z',
      computes: [{ kind: 'machine', name: 'ivm-1', size: 'Standard_D4s_v5', state: 'running' }],
      steps: [],
      waiting: [],
      alerts: [],
      idle: [],
      notes: [],
      open: [],
    });
  });

  it('writes what it saw of a project again only where it is not as it was', async () => {
    for (const minutes of [0, 5, 5]) await timer.tick(minutes);
    const rows = await timer.looks.rows();
    await timer.tick(5);
    expect(await timer.looks.rows()).toEqual(rows);
    expect([...(await timer.looks.ofAll()).values()].map(({ at }) => at)).toEqual(
      Array.from(rows, () => '2026-06-05T10:15:00.000Z'),
    );
    timer.memory.ofAll = async () => new Map([['genomics', { problem: 'the row cannot be read' }]]);
    await timer.tick(5);
    expect((await timer.looks.of('genomics'))?.at).toBe('2026-06-05T10:05:00.000Z');
    expect((await timer.looks.of('imaging'))?.at).toBe('2026-06-05T10:20:00.000Z');
  });

  it('warns of a step that Azure goes on refusing, and no more once it is mended', async () => {
    Object.assign(timer.azure.knobs, { coresQuota: 8, hideQuotas: true });
    for (let run = 0; run < 3; run += 1) expect((await timer.tick(run === 0 ? 0 : 5)).at('warn')).toEqual([]);
    const late = await timer.tick(5);
    expect(late.at('warn')).toEqual([
      expect.stringMatching(
        /^The computes of imaging are not .+\nmachine ivm-1, since 5 Jun 2026, 10:00 UTC: Could not create .+ ivm-1: Operation could not be completed/,
      ),
    ]);
    expect(late.at('info')).toEqual([
      'drift: {"project":"imaging","unmended":1,"failed":0}',
      'reconcile: {"projects":2,"open":1,"unmended":1,"failed":0}',
    ]);
    Object.assign(timer.azure.knobs, { coresQuota: 100, hideQuotas: false });
    await timer.tick(5);
    expect((await timer.tick(5)).lines).toEqual([
      { level: 'info', text: 'reconcile: {"projects":2,"open":0,"unmended":0,"failed":0}' },
    ]);
  });

  it('warns at once of a step for which there are no cores, and no more once there are', async () => {
    timer.azure.knobs.coresQuota = 8;
    const first = await timer.tick(0);
    expect(first.at('warn')).toEqual([
      expect.stringMatching(/imaging.+\nmachine ivm-1, since .+ that needs 4 cores of the quota .+ 0 of 8 are left/),
    ]);
    expect(first.at('info')).toContain('drift: {"project":"imaging","unmended":1,"failed":0}');
    timer.azure.knobs.coresQuota = 100;
    await timer.tick(5);
    expect((await timer.tick(5)).at('warn')).toEqual([]);
  });

  it('warns of a machine that stays in transition', async () => {
    seedTurnedOff();
    timer.azure.knobs.changeMilliseconds = 24 * 3_600_000;
    await timer.tick(0);
    const [warning] = (await timer.tick(31)).at('warn');
    expect(warning).toContain(
      'machine dsvm-1, since 5 Jun 2026, 10:00 UTC: Machine dsvm-1 is being changed (Updating)',
    );
  });

  it('warns of steps that Azure accepts and that do not help', async () => {
    seedTurnedOff();
    await timer.tick(0);
    const somebody = machinesByHand(azureMachines(timer.azure.connection));
    for (let run = 0; run < 3; run += 1) {
      timer.azure.advance(2 * 60_000);
      await somebody.deallocate('dsvm-1');
      const { at } = await timer.tick(3);
      if (run < 2) expect(at('warn')).toEqual([]);
      else
        expect(at('warn')[0]).toMatch(
          /\nmachine dsvm-1, since .+ 10:00 UTC: Azure accepted .+: start machine dsvm-1: it is .+ asked 3 times since .+, and it is not seen/,
        );
    }
  });

  it('gives the reason of a stopped plan once, for all computes', async () => {
    await timer.tick(0);
    await timer.tick(10);
    timer.azure.knobs.emptyLists = true;
    await timer.tick(5);
    const { lines, at } = await timer.tick(31);
    expect(at('warn')[0]?.split('\n').slice(1)).toEqual([
      expect.stringMatching(
        /^machine dsvm-1, since 5 Jun 2026, 10:15 UTC; machine dsvm-2, since 5 Jun 2026, 10:15 UTC: Azure shows none of the 2/,
      ),
    ]);
    expect(lines).toHaveLength(5);
    expect(at('info')).toEqual([
      'drift: {"project":"genomics","unmended":2,"failed":0}',
      'drift: {"project":"imaging","unmended":1,"failed":0}',
      'reconcile: {"projects":2,"open":3,"unmended":3,"failed":0}',
    ]);
  });

  it('counts a project that could not be looked at, says why, and goes on with the others', async () => {
    timer.memory.ofAll = async () => new Map([['genomics', { problem: 'the row cannot be read' }]]);
    expect((await timer.tick(0)).lines).toEqual([
      { level: 'error', text: 'The computes of genomics were not reconciled: the row cannot be read' },
      { level: 'info', text: 'drift: {"project":"genomics","unmended":0,"failed":1}' },
      { level: 'info', text: 'reconcile: {"projects":2,"open":1,"unmended":0,"failed":1}' },
    ]);
  });

  it('leaves alone a project whose definition newer rules refuse, says so, and goes on with the others', async () => {
    const problems = [{ rule: 'too-big', path: 'title', value: 'x', message: 'must be shorter' }];
    timer.broken.push({ id: 'archaeology', etag: '"1"', hash: '', problems, raw: '{}' });
    expect((await timer.tick(0)).lines).toEqual([
      {
        level: 'error',
        text: 'The computes of archaeology were not reconciled: The stored definition of archaeology breaks the rules of today (title: must be shorter); put one that they accept',
      },
      { level: 'info', text: 'drift: {"project":"archaeology","unmended":0,"failed":1}' },
      { level: 'info', text: 'reconcile: {"projects":3,"open":3,"unmended":0,"failed":1}' },
    ]);
  });

  it('fails as a whole, without a line, when Azure does not let it look', async () => {
    timer.azure.allowed.delete('microsoft.compute/virtualmachines/read');
    const log = keptLog();
    await expect(timer.tick(0, log)).rejects.toThrow(/403/);
    expect(log.lines).toEqual([]);
  });
});
