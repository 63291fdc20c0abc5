import { describe, expect, test } from 'vitest';
import { newPendingChange } from '../../../../src/domain/definition/pending-change.ts';
import type { Hold } from '../../../../src/domain/operation/hold.ts';
import { failureIn, type Operation } from '../../../../src/domain/operation/operation.ts';
import { availabilityIn } from '../../../../src/domain/review/absence.ts';
import type { Decision } from '../../../../src/domain/review/decision.ts';
import type { Round } from '../../../../src/domain/review/round.ts';
import type { Findings } from '../../../../src/features/explain/domain/findings.ts';
import { nothingFound } from '../../../../src/features/explain/domain/findings.ts';
import { explainOperation } from '../../../../src/features/explain/domain/operation.ts';
import { explainOutside } from '../../../../src/features/explain/domain/outside.ts';
import { person, suspension } from '../../../domain/sample.ts';
import {
  aDataset,
  aDefinition,
  aPackage,
  aStanding,
  at,
  explained,
  now,
  olivia,
  openRound,
  otto,
} from './explained.ts';

const leased = 'There is currently a lease on the blob and no lease ID was specified in the request.';
const vanished = "ErrorCode=UserErrorFileNotFound,Message=The required Blob is missing: 'x'";
const differs = 'The copy in datasets/heart-study/cohort/v1 is not what the manifest says. "a": has 3 bytes';
const keyGone = 'Could not read the secret receipt-key: A secret was not found in this key vault. (404 SecretNotFound)';
const refused = 'Could not send the mail x through smtp:25: all recipients were rejected: 550 unknown (EENVELOPE)';

const failed = (state: string, message: string, changes: Partial<Operation> = {}) =>
  aDataset('failed', { failure: failureIn(state, message, at), ...changes });
const troubled = (message: string) => aDataset('deleting', { trouble: { since: at, times: 3, lastAt: at, message } });
const found = (changes: Partial<Findings>) => ({ found: { ...nothingFound, ...changes } });

const hold: Hold = {
  id: 'h1',
  project: 'heart-study',
  since: at,
  by: otto.oid,
  name: 'Otto',
  reason: 'An incident',
  takeBack: false,
};
const heldRow = { hold: 'on hold since then' };
const broken = {
  problems: [{ rule: 'x', path: 'ends', value: 'never', message: 'Invalid ISO date' }],
  raw: JSON.stringify({ ...aDefinition(), ends: 'never' }),
};
const { inForce, ...unreadable } = aStanding({ broken });
const earlier = { hash: 'a'.repeat(64), at, project: aDefinition() };
const pending = newPendingChange(
  {
    id: 'chg_1',
    by: { oid: otto.oid, name: otto.name, emails: [otto.email] },
    reason: 'It cannot be read',
    against: null,
    definition: aDefinition(),
    changes: [{ path: '', kind: 'second-operator', words: 'The whole definition' }],
  },
  new Date(at),
);

/** The first command, without the reason at its end. */
function first(...from: Parameters<typeof explained>): string {
  const { next } = explainOperation(explained(...from));
  const command = next[0]?.command ?? [];
  const reason = command.indexOf('--reason');
  return (reason === -1 ? command : command.slice(0, reason)).join(' ');
}

const id = aDataset('failed').id;
const blob = 'az storage blob';
const inPublic = '--account-name pub1 --container-name ingress';

describe('the first step', () => {
  test.each([
    ['of what works is to wait', aDataset('copying'), {}, `sallyport wait ${id}`],
    ['of what has ended is to wait, which ends at once', aDataset('available'), {}, `sallyport wait ${id}`],
    [
      'while a file is leased breaks the lease',
      failed('deleting', leased),
      found({ leased: ['heart-study/cohort/a.csv'] }),
      `${blob} lease break ${inPublic} --blob-name heart-study/cohort/a.csv --auth-mode login`,
    ],
    ['once no file is leased any more is a retry', failed('deleting', leased), {}, `sallyport retry ${id}`],
    [
      'while a file is gone that can be restored restores it',
      failed('copying', vanished),
      found({ gone: [{ path: 'heart-study/cohort/b.csv', isRestorable: true }] }),
      `${blob} undelete ${inPublic} --name heart-study/cohort/b.csv --auth-mode login`,
    ],
    [
      'once a file is gone for good is the discard',
      failed('copying', vanished),
      found({ gone: [{ path: 'heart-study/cohort/b.csv', isRestorable: false }] }),
      `sallyport discard ${id}`,
    ],
    ['once every file is there again is a retry', failed('copying', vanished), {}, `sallyport retry ${id}`],
    ['of a copy that differs is a retry', failed('verifying', differs), {}, `sallyport retry ${id}`],
    [
      'of a copy that differs after a retry too is the discard',
      failed('verifying', differs, { retriedAt: at }),
      {},
      `sallyport discard ${id}`,
    ],
    [
      'of a run that somebody cancelled is a retry',
      failed('copying', "Data Factory's run x ended as Cancelled: Cancelled"),
      {},
      `sallyport retry ${id}`,
    ],
    [
      'during a hold without an end lifts it',
      aDataset('copying', heldRow),
      { standing: aStanding({ holds: [hold] }) },
      'sallyport hold lift heart-study --hold h1',
    ],
    [
      'during a hold of all lifts that',
      aDataset('copying', heldRow),
      { standing: aStanding({ holds: [{ ...hold, project: '_all' }] }) },
      'sallyport hold lift --hold h1',
    ],
    [
      'during a hold that ends by itself is to wait',
      aDataset('copying', heldRow),
      { standing: aStanding({ holds: [{ ...hold, until: '2026-03-03T00:00:00.000Z' }] }) },
      `sallyport wait ${id}`,
    ],
    [
      'of a package that waits for its limits is to wait',
      aPackage('releasing', { limit: { waitsSince: at, names: ['week'], until: '2026-03-09T00:00:00.000Z' } }),
      {},
      `sallyport wait ${aPackage('releasing').id}`,
    ],
    [
      'of a package that is larger than its limit is to let it pass once',
      aPackage('releasing', { limit: { waitsSince: at, names: ['week'] } }),
      {},
      `sallyport pass-limit ${aPackage('releasing').id}`,
    ],
    ['of a service that is away is to wait', troubled('connect ECONNREFUSED'), {}, `sallyport wait ${id}`],
    [
      'of a row that the audit knows to be old shows what it has to be',
      aDataset('deleting', {
        trouble: { since: at, times: 1, lastAt: at, message: 'disagree', stale: `${id}.9.copied` },
      }),
      {},
      `sallyport restore plan --project heart-study --operation ${id}`,
    ],
    [
      'while a secret is gone recovers it',
      troubled(keyGone),
      found({ secrets: [{ name: 'receipt-key', isOff: false }] }),
      'az keyvault secret recover --id https://kv1.vault.azure.net/deletedsecrets/receipt-key',
    ],
    ['once the secret is there again is to wait', troubled(keyGone), {}, `sallyport wait ${id}`],
    [
      'while a secret is switched off switches it on',
      troubled(keyGone),
      found({ secrets: [{ name: 'receipt-key', isOff: true }] }),
      'az keyvault secret set-attributes --id https://kv1.vault.azure.net/secrets/receipt-key --enabled true',
    ],
    [
      'while the definition cannot be used puts the newest one that can',
      troubled('The stored definition of heart-study breaks the rules of today'),
      { standing: { ...unreadable, earlier } },
      `sallyport projects put heart-study --version ${earlier.hash}`,
    ],
    [
      'once somebody asked for it confirms that',
      aDataset('copying'),
      { standing: { ...unreadable, earlier, pending } },
      'sallyport projects changes confirm heart-study chg_1',
    ],
    [
      'of what was not scanned looks again',
      aDataset('scanning', { scan: { since: at, lookedAt: at, unscanned: 'No verdict has come.' } }),
      {},
      `sallyport retry ${id}`,
    ],
    [
      'of what was not scanned although somebody looked again destroys nothing',
      aDataset('scanning', { scan: { since: '2026-03-02T09:40:00.000Z', lookedAt: at, unscanned: 'No verdict' } }),
      {},
      `sallyport wait ${id}`,
    ],
    ['of what is inspected waits', aPackage('inspecting'), {}, 'sallyport wait exp_01K00000000000000000000000'],
    [
      'of what only lacks its marker sends that',
      aDataset('receiving', { missing: 'marker' }),
      {},
      `${blob} upload ${inPublic} --name heart-study/cohort/_COMPLETE --auth-mode login --file /dev/null`,
    ],
    ['of a rejected upload is the discard', aDataset('rejected'), {}, `sallyport discard ${id}`],
    [
      'of a name that no run may delete is to delete it by hand',
      aDataset('rejected', { name: 'co*' }),
      found({ isLeftToHands: true }),
      'az storage blob delete-batch --account-name pub1 --source ingress --pattern heart-study/co[*]/* --auth-mode login',
    ],
    [
      'of what stops is to wait',
      aDataset('copying', { stop: { by: 'x', message: 'm', at } }),
      {},
      `sallyport wait ${id}`,
    ],
    [
      'in a closed project is to wait for its sweep',
      aDataset('rejected'),
      { standing: aStanding({ inForce: aDefinition({ closed: { releases: 'keep' } }) }) },
      `sallyport wait ${id}`,
    ],
  ] as const)('%s', (_title, operation, changes, command) => {
    expect(first(operation, changes)).toBe(command);
  });
});

describe('a package in review', () => {
  const inReview = aPackage('in-review', { round: 1 });
  const wait = `sallyport wait ${inReview.id}`;
  const suspended = aDefinition({ suspended: [suspension(person('Ada', 11))] });
  const withoutAda = { ...openRound(), approvers: openRound().approvers.slice(1) };
  const until = '2026-03-30T00:00:00.000Z';

  test('waits for its approvers, whose names and page are told', () => {
    const { owner, next, until: end } = explainOperation(explained(inReview, { round: openRound() }));
    expect(owner).toBe('approvers');
    expect(end).toBe(openRound().deadline);
    expect(next[0]?.command.join(' ')).toBe(wait);
    const decide = next.find(({ who }) => who.part === 'approver');
    expect(decide).toMatchObject({
      request: { method: 'GET', path: `/api/review-package/heart-study/${inReview.id}` },
    });
    expect(decide?.who.people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cem']);
  });

  test('that an approver asks about waits for its researchers while that holds its release', () => {
    const [cem] = openRound().approvers.slice(-1);
    const asked = { number: 1, by: cem?.oid ?? '', askedSince: cem?.since ?? '', at, text: 'Why?' };
    const explain = (end: string, answered: boolean, isBlind = false) => {
      const answer = answered ? { answer: { at, by: 'r', text: 'So' } } : {};
      const round = openRound(aDefinition(), { questions: [{ ...asked, until: end, ...answer }] });
      return explainOperation(explained(inReview, { round, isBlind }));
    };
    const soon = '2026-03-05T09:00:00.000Z';
    expect(explain(soon, false)).toMatchObject({
      owner: 'researcher',
      until: soon,
      waitsFor: 'an answer of the researchers',
    });
    expect(explain(soon, false).next.map(({ who }) => who.part)).toContain('researcher');
    for (const other of [explain(at, false), explain(soon, true), explain(soon, false, true)])
      expect(other.owner).toBe('approvers');
  });

  test('names only those who have not decided, except to somebody who decides blindly', () => {
    const round = openRound();
    const ada = round.approvers[0];
    if (ada === undefined) throw new Error('nobody is asked');
    const decision: Decision = {
      exportId: inReview.id,
      project: 'heart-study',
      round: 1,
      approver: ada.oid,
      askedSince: ada.since,
      name: 'Ada',
      choice: 'approve',
      reason: '',
      lookedAt: true,
      deidentified: true,
      digest: round.digest,
      at,
    };
    const people = (isBlind: boolean) =>
      explainOperation(explained(inReview, { round, decisions: [decision], isBlind }))
        .next.find(({ who }) => who.part === 'approver')
        ?.who.people.map(({ name }) => name);
    expect(people(false)).toEqual(['Ben', 'Cem']);
    expect(people(true)).toEqual(['Ada', 'Ben', 'Cem']);
  });

  test('says that a soft limit asks for more, where it does', () => {
    const { rules } = openRound();
    const over = openRound(undefined, { rules: { ...rules, quorum: 3, overLimits: ['week'] } });
    const why = (round: Round) =>
      explainOperation(explained(inReview, { round })).next.find(({ who }) => who.part === 'approver')?.why;
    expect(why(over)).toContain(
      '3 must approve, 1 of them independent, each with a reason: it exceeds the soft limit week;',
    );
    expect(why(openRound())).not.toContain('soft');
  });

  test('gets new links when a mail did not reach somebody', () => {
    const unreached = [{ oid: person('Ada', 11).oid, at, reason: refused }];
    const explanation = explainOperation(explained(inReview, { round: openRound(), ...found({ unreached }) }));
    expect(explanation.next[0]?.command.slice(0, 3).join(' ')).toBe(`sallyport resend ${inReview.id}`);
    expect(explanation.lastError?.cause).toContain('refuses the address');
  });

  test('without a quorum gets back who was suspended, where that is enough', () => {
    const standing = aStanding({ inForce: suspended });
    const { next, owner } = explainOperation(explained(inReview, { round: withoutAda, standing }));
    expect(owner).toBe('operator');
    expect(next[0]?.command.slice(0, 5).join(' ')).toBe(`sallyport suspend lift heart-study ${person('Ada', 11).oid}`);
    expect(next.at(-1)?.command.join(' ')).toContain('<definition.json>');
  });

  test('without a quorum waits for its deadline, or goes back at once where it has none', () => {
    expect(first(inReview, { round: withoutAda })).toBe(wait);
    const kept = { ...withoutAda, rules: { ...withoutAda.rules, onDeadline: 'keep' as const } };
    expect(first(inReview, { round: kept })).toBe(`sallyport withdraw ${inReview.id}`);
  });

  test('whose approvers are away until its deadline gets more time', () => {
    const round = openRound(aDefinition(), { deadline: '2026-03-05T00:00:00.000Z' });
    const away = { id: 'a1', ...person('Ada', 11), from: '2026-03-01', to: '2026-03-10', by: 'x', reason: 'r', at };
    const presence = availabilityIn(round, [], { project: aDefinition(), absences: [away] }, now);
    expect(first(inReview, { round, presence })).toMatch(/^sallyport extend exp_\w+ --business-days \d+$/);
  });

  test('waits for its purpose, which no time takes the place of', () => {
    const explanation = explainOperation(explained(aPackage('in-review', { purposeUntil: until })));
    expect(explanation).toMatchObject({ owner: 'researcher' });
    expect(explanation.until).toBeNull();
    const steps = explanation.next.map(({ what }) => what);
    expect(steps).toContainEqual(expect.stringContaining('A researcher types why the package is sent'));
  });
});

describe('the look of the reading room', () => {
  test('is waited for until its time', () => {
    const waits = explainOperation(explained(aPackage('inspecting')));
    expect(waits).toMatchObject({ owner: 'system', until: '2026-03-02T09:30:00.000Z' });
    expect(waits.tried).toEqual([]);
  });

  test('is told of where it was waited for in vain', () => {
    const inspection = { evidence: { missing: 'unreadable' as const }, at };
    expect(explainOperation(explained(aPackage('in-review', { inspection }))).tried).toEqual([
      { what: 'to have the reading room look into it', at, result: 'there was no evidence that can be read' },
    ]);
  });
});

describe('a package of which nothing is known, and whose files must be opened', () => {
  const { egress } = aDefinition();
  const disclosure = { ...egress.disclosure, viewing: 'required' as const };
  const standing = aStanding({ inForce: aDefinition({ egress: { ...egress, disclosure } }) });
  const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };
  const parcel = (state: string) => aPackage(state, { package: frozen, round: 1 });
  const stepsOf = (about: Parameters<typeof explained>[1], state: string) =>
    explainOperation(explained(parcel(state), { standing, ...about })).next.map(({ act, who }) => act ?? who.part);
  const round = { ...openRound(), rules: { ...openRound().rules, disclosure } };

  test('waits for the room first, then for two operators, in review as in the room', () => {
    const late = new Date(Date.parse(at) + 60 * 60_000);
    expect(stepsOf({ round }, 'in-review').slice(0, 3)).toContain('withoutEvidence');
    expect(stepsOf({ now: late }, 'inspecting').slice(0, 3)).toContain('withoutEvidence');
    expect(stepsOf({ now: new Date(at) }, 'inspecting')).not.toContain('withoutEvidence');
    const { owner, waitsFor } = explainOperation(explained(parcel('in-review'), { standing, round }));
    expect([owner, waitsFor]).toEqual([
      'operator',
      'evidence of the reading room, or two operators who let its review go on without',
    ]);
  });

  test('is let go by the frozen files that stand there, and not once it was agreed to', () => {
    const { next } = explainOperation(explained(parcel('in-review'), { standing, round }));
    expect(next.find(({ act }) => act === 'withoutEvidence')?.request?.body?.['digest']).toBe(frozen.digest);
    const who = { askedBy: 'otto', askedAt: at, agreedBy: 'orla', at, reason: 'r', digest: frozen.digest };
    expect(stepsOf({ round: { ...round, withoutEvidence: who } }, 'in-review')).not.toContain('withoutEvidence');
  });
});

describe('who may take a step', () => {
  const operatorsOf = (operation: Operation, changes: Parameters<typeof explained>[1]) =>
    explainOperation(explained(operation, changes)).next[0]?.who;

  test('no operator who is a researcher of the project', () => {
    const people = { ...aDefinition().people, researchers: [otto] };
    const who = operatorsOf(failed('copying', 'x'), { standing: aStanding({ inForce: aDefinition({ people }) }) });
    expect(who?.people.map(({ name }) => name)).toEqual(['Olivia']);
    expect(who?.not).toBe('Not Otto, who are researchers of the project');
  });

  test('not who asked for a change, and nobody whom a definition that cannot be read gives a part', () => {
    const standing = { ...unreadable, earlier, pending };
    expect(operatorsOf(aDataset('copying'), { standing })?.people).toEqual([olivia]);
    const raw = JSON.stringify({ ...aDefinition(), researchers: [olivia.email] });
    const named = operatorsOf(aDataset('copying'), { standing: { ...standing, broken: { ...broken, raw } } });
    expect(named?.people).toEqual([]);
    expect(named?.not).toContain('Olivia: the stored definition names them');
  });
});

test('what is overdue, what was tried and where its runs are seen is told', () => {
  const transfer = { step: 'ingress-copy', attempt: 1, parameters: {}, status: 'failed', intendedAt: at } as const;
  const operation = troubled('connect ECONNREFUSED');
  const stalled = { ...operation, trouble: { since: '2026-03-01T09:00:00.000Z', times: 9, lastAt: at, message: 'x' } };
  const row = { ...stalled, transfers: [{ ...transfer, closedAt: at, message: 'It broke', runId: 'r 1' }] };
  expect(explainOperation(explained(row))).toMatchObject({
    overdue: true,
    tried: [{ what: 'ingress-copy, attempt 1', result: 'failed: It broke' }, { result: 'x' }],
    runs: [
      {
        url: 'https://adf.azure.com/en/monitoring/pipelineruns/r%201?factory=%2Fsubscriptions%2Fs%2FresourceGroups%2Frg%2Fproviders%2FMicrosoft.DataFactory%2Ffactories%2Fadf1',
      },
    ],
  });
  expect(explainOperation(explained(operation)).overdue).toBe(false);
});

test('a researcher is told of a package what may leave, and what they can ask for themselves', () => {
  const secret = 'patient-4711.csv';
  const row = aPackage('failed', { name: secret, failure: failureIn('freezing', `${secret} is gone`, at) });
  const told = explainOutside(row, aDefinition(), undefined, now);
  expect(JSON.stringify(told)).not.toContain(secret);
  expect(told.next).toEqual([]);
  const { next } = explainOutside(aPackage('rejected', { name: secret }), aDefinition(), undefined, now);
  expect(next.map(({ act }) => act)).toEqual(['discard']);
});

test('a researcher is told that it is their turn while an approver asks them', () => {
  const row = aPackage('in-review', { toldSince: at });
  const deadline = '2026-03-20T09:00:00.000Z';
  const told = (asked?: string) => explainOutside(row, aDefinition(), { deadline, asked }, now);
  const soon = '2026-03-05T09:00:00.000Z';
  expect(told(soon)).toMatchObject({ owner: 'researcher', waitsFor: 'an answer of the researchers', until: soon });
  for (const other of [told(), told(at)]) expect(other).toMatchObject({ owner: 'approvers', until: deadline });
});
