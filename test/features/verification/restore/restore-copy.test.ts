import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { blobAuditLog } from '../../../../src/azure/audit/audit-log.ts';
import { note, systemChain } from '../../../../src/domain/audit/audit-event.ts';
import { eventIn } from '../../../../src/domain/audit/chain-line.ts';
import { copyPeriodMs, partName } from '../../../../src/domain/overview/second-copy.ts';
import { planCopy } from '../../../../src/features/verification/restore/plan-copy.ts';
import { writeCopy } from '../../../../src/features/verification/restore/write-copy.ts';
import { type RunningApp, startApp } from '../../../functions/running-app.ts';
import { project, WorkingWorld } from '../../../use-cases/working-world.ts';

let working: WorkingWorld;
let app: RunningApp | undefined;
beforeEach(async () => {
  working = await WorkingWorld.begin({ hasSecondCopy: true });
  await working.sweep();
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const reason = 'the account is gone';

function whole() {
  const { secondCopy, ...ports } = working.afresh;
  if (secondCopy === undefined) throw new Error('there is no second copy');
  return { ...ports, secondCopy };
}

const never = () => false;
const audit = () => {
  const found = working.world.storage.places().get('control/audit');
  if (found === undefined) throw new Error('there is no audit');
  return found;
};

/** The newest blob of the chain of the project, and what stands in it. */
function newestBlob() {
  const blob = audit()
    .names()
    .filter((name) => name.startsWith(`${project}/`))
    .toSorted()
    .at(-1);
  const standing = blob === undefined ? undefined : audit().peek(blob);
  if (blob === undefined || standing === undefined) throw new Error('the chain has no blob');
  return { blob, standing };
}

const textOf = (name: string) => working.world.storage.peek('control/audit', name)?.content.toString();

/** Lines are planned alone, then what rests on them. */
async function putAllBack(): Promise<readonly (readonly string[])[]> {
  const rounds: string[][] = [];
  for (;;) {
    const plan = await planCopy(whole());
    expect(plan.problems).toEqual([]);
    if (plan.back.length === 0) return rounds;
    rounds.push([...new Set(plan.back.map(({ store }) => store))]);
    await writeCopy(whole(), plan, never);
  }
}

test('nothing is planned where all stands, and where there is no second copy', async () => {
  expect(await planCopy(working.afresh)).toMatchObject({ back: [], problems: [], doubts: [] });
  await working.loseAccount();
  const { secondCopy: _, ...alone } = working.afresh;
  expect((await planCopy({ ...alone, secondCopy: undefined })).back).toEqual([]);
});

describe('lines', () => {
  test('come first, and what rests on them afterwards', async () => {
    await working.loseAccount();
    expect(await putAllBack()).toEqual([
      ['control/audit', 'control/projects', 'control/manifests'],
      ['control/projects', 'control/manifests'],
    ]);
  });

  test('that were cut go on where the blob ends, also within a part', async () => {
    const { blob, standing } = newestBlob();
    const cut = standing.content.subarray(0, standing.content.indexOf('\n') + 1);
    audit().tamper(blob, { ...standing, content: cut });
    expect(await putAllBack()).toEqual([['control/audit']]);
    expect(textOf(blob)).toBe(standing.content.toString());
  });

  test('go on next time where the time was over', async () => {
    await copyHours(20);
    const { blob, standing } = newestBlob();
    await working.loseAccount();
    let requests = 0;
    for (;;) {
      const plan = await planCopy(whole(), ['control/audit']);
      if (plan.back.length === 0) break;
      requests += 1;
      await writeCopy(whole(), plan, overAfter(9));
    }
    expect(requests).toBeGreaterThan(1);
    expect(textOf(blob)).toBe(standing.content.toString());
  });

  test('of which there is a copy keep their chain from beginning anew', async () => {
    await working.loseAccount();
    const line = { id: 'early', at: working.world.time.now(), kind: 'sweep.asked' as const };
    for (const chain of [systemChain, project])
      await expect(working.afresh.audit.append(chain, [note(chain, line)])).rejects.toThrow('docs/restore.md');
    await working.afresh.audit.append('new-study', [note('new-study', line)]);
  });

  test.each([0, 40])('are never put beside those of another account that began %i days later', async (days) => {
    await working.loseAccount();
    await working.world.time.pass(days * 24 * copyPeriodMs);
    const line = { id: 'another', at: working.world.time.now(), kind: 'sweep.asked' as const };
    const { storage, time } = working.world;
    const place = { container: storage.container('control', 'audit'), heads: storage.sealed('heads'), clock: time };
    await blobAuditLog(place).append(systemChain, [note(systemChain, line)]);
    const { problems, back } = await planCopy(whole());
    expect(problems).toEqual([expect.stringContaining('make an empty one')]);
    expect(back.filter(({ of }) => of === systemChain)).toEqual([]);
    expect(back.filter(({ of }) => of === project)).not.toEqual([]);
  });

  test('that no head counts want two operators', async () => {
    await copyHours(1);
    const { blob, standing } = newestBlob();
    const name = partName({ blob: `audit/${blob}`, version: 'lines', from: standing.content.length, isLast: false });
    await whole().secondCopy.put(name, '{"forged":true}\n');
    working.loseContainer('control/audit');
    expect((await planCopy(whole())).doubts).toEqual([
      `The copy has more lines of the chain ${project} than its head counts`,
    ]);
    const { ask } = await asking();
    const { body: plan } = await ask('otto', { apply: false });
    const first = await ask('otto', { apply: true, digest: plan.digest });
    expect(first.status).toBe(202);
    expect(textOf(blob)).toBeUndefined();
    const again = { apply: true, digest: plan.digest, first: first.body.waits };
    expect((await ask('otto', again)).status).toBe(403);
    expect(await ask('olivia', again)).toMatchObject({ status: 200, body: { more: false } });
    expect(textOf(blob)).toContain('forged');
  });
});

/** Hours in each of which a line comes to the project, so that each makes a part. */
async function copyHours(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    await working.world.time.pass(copyPeriodMs);
    const line = { id: `hour-${hour}`, at: working.world.time.now(), kind: 'sweep.asked' as const };
    await working.world.ports.audit.append(project, [note(project, line)]);
    await working.sweep();
  }
}

/** A time slice in which somebody can look so often before it is over. */
function overAfter(looks: number): () => boolean {
  let left = looks;
  return () => {
    left -= 1;
    return left < 0;
  };
}

describe('definitions', () => {
  const lose = () => working.loseContainer('control/projects');
  const stored = async () => {
    const found = await working.world.ports.projects.get(project);
    if (found === undefined) throw new Error('there is no project');
    return found;
  };

  test('come back as the lines name them, not as the copy has them newest', async () => {
    const { hash, value, etag } = await stored();
    await working.world.time.pass(copyPeriodMs);
    await working.world.ports.projects.put({ ...value, title: 'Nobody told of it' }, etag);
    await working.world.ports.audit.append(project, [
      note(project, { id: 'later', at: working.world.time.now(), kind: 'sweep.asked' }),
    ]);
    await working.sweep();
    lose();
    await putAllBack();
    expect((await working.afresh.projects.get(project))?.hash).toBe(hash);
  });

  test('are left to people where the copy has none that the lines name', async () => {
    const { hash } = await stored();
    const data = { definition: 'f'.repeat(64), against: hash };
    await working.world.ports.audit.append(project, [
      note(project, { id: 'unknown', at: working.world.time.now(), kind: 'project.changed', data }),
    ]);
    lose();
    const { problems, back } = await planCopy(whole());
    expect(problems).toEqual([expect.stringContaining(`no definition of ${project}`)]);
    expect(back.map(({ blob }) => blob)).not.toContain(`${project}.json`);
  });
});

/** POST ops/restore/copy of an app that stands on this world. */
async function asking() {
  const running = await startApp(undefined, { appPorts: working.afresh });
  app = running;
  const { url, token, azure } = running;
  const ask = async (person: string, body: object) => {
    const response = await fetch(`${url}/api/ops/restore/copy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token(person)}` },
      body: JSON.stringify({ reason, ...body }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return { ask, oidOf: (person: string) => findPerson(azure.directory, person).oid };
}

test('who wanted it stands in the second copy, and in a line where one can be written', async () => {
  working.loseContainer('control/manifests');
  const { ask, oidOf } = await asking();
  const { body: plan } = await ask('otto', { apply: false });
  expect(plan.back).toEqual([
    { store: 'control/manifests', of: null, blobs: expect.any(Number), bytes: expect.any(Number) },
  ]);
  expect((await ask('otto', { apply: true, digest: 'another' })).status).toBe(409);
  expect((await ask('rita', { apply: true, digest: plan.digest })).status).toBe(403);
  expect((await ask('otto', { apply: true, reason })).status).toBe(400);
  expect(await ask('otto', { apply: true, digest: plan.digest })).toMatchObject({ status: 200, body: { more: false } });
  const oid = oidOf('otto');
  const [name = ''] = (await Array.fromAsync(whole().secondCopy.list('restored/'))).map((one) => one.name);
  expect(JSON.parse((await whole().secondCopy.read(name)).content.toString())).toMatchObject({ by: oid, reason });
  const lines = await Array.fromAsync(working.afresh.audit.lines(systemChain));
  expect(lines.flatMap((line) => eventIn(line) ?? []).at(-1)).toMatchObject({
    kind: 'restore.done',
    actor: oid,
    data: { from: 'copy', reason },
  });
});
