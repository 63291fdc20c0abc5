import { describe, expect, it } from 'vitest';
import { isBlindTo, visibilityOf } from '../../../src/domain/review/blind.ts';
import { aDecision, aRound } from '../../contract/samples.ts';
import { person, sampleProject } from '../sample.ts';

const project = sampleProject();
const somebody = (oid: string, emails: readonly string[] = []) => ({ oid, emails });
const [ada] = project.people.approvers;
if (ada === undefined) throw new Error('the sample has no approver');

describe('isBlindTo', () => {
  const open = { status: 'open', blind: true, asked: [] };

  it.each([
    ['an approver of the project who is not asked yet', somebody(ada.oid), open, true],
    ['the same person under another object id', somebody('x', [ada.email.toUpperCase()]), open, true],
    [
      'somebody who is asked and left the project',
      somebody('b'),
      { ...open, asked: [{ oid: 'b', email: 'b@x.org' }] },
      true,
    ],
    ['somebody who decides nowhere', somebody('o'), open, false],
    ['an approver, of a round that is not blind', somebody(ada.oid), { ...open, blind: false }, false],
    ['an approver, of a round that is over', somebody(ada.oid), { ...open, status: 'denied' }, false],
  ])('%s', (_, who, round, blind) => {
    expect(isBlindTo(round, project, who)).toBe(blind);
  });
});

describe('sightOf', () => {
  const at = '2026-11-24T10:00:00.000Z';
  const acted = { at, by: 'o', reason: 'holiday', revision: 77 };
  const asked = ['a', 'b'].map((oid) => ({ oid, name: oid, email: `${oid}@x.org`, independent: false, since: at }));
  const round = aRound({
    approvers: asked,
    amended: { at, definition: 'h', came: [], left: [], revision: 77 },
    extended: { ...acted, deadline: at },
    resent: { ...acted, to: ['secret'] },
    revision: 77,
  });
  const links = { at, revision: 77 };
  const marked = { ...round, approvers: round.approvers.map((one) => ({ ...one, links })) };
  const decisions = ['a', 'b'].map((approver) => ({ ...aDecision(round, 'a'), approver }));

  it('shows whoever decides their own decision, and no trace of the others in the round', () => {
    const visibility = visibilityOf([marked], decisions, undefined, somebody('a'));
    expect(visibility.decisions.map(({ approver }) => approver)).toEqual(['a']);
    expect(JSON.stringify(visibility.rounds)).not.toMatch(/:77\b|secret|links/);
    expect(visibility.rounds).toMatchObject([{ number: 1, status: 'open', digest: round.digest }]);
  });

  it('hides what was said in earlier rounds about the same files as well', () => {
    const earlier = { ...round, status: 'superseded' as const };
    const next = { ...round, number: 2 };
    expect(visibilityOf([earlier, next], decisions, undefined, somebody('b')).decisions).toHaveLength(1);
  });

  it('shows everything to everybody else, and to all once the round is over', () => {
    expect(visibilityOf([marked], decisions, project, somebody(person('Otto', 90).oid))).toEqual({
      rounds: [marked],
      decisions,
    });
    const over = { ...marked, status: 'denied' as const };
    expect(visibilityOf([over], decisions, project, somebody('a'))).toEqual({ rounds: [over], decisions });
  });
});
