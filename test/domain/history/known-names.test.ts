import { describe, expect, test } from 'vitest';
import { controlPlane } from '../../../src/domain/base/control-plane.ts';
import { gatherNames, nameOf } from '../../../src/domain/history/known-names.ts';
import { person, sampleProject, suspension } from '../sample.ts';

const otto = person('Otto', 50);
const hold = { by: otto.oid, name: 'Otto Operator' };
const event = { at: '2026-03-01T10:00:00.000Z', project: 'heart-study', operation: null };

describe('who somebody is', () => {
  test('is known from definitions first, then from who looks and from what rows and lines say', () => {
    const names = gatherNames({
      definitions: [sampleProject({ suspended: [suspension(person('Sue', 60))] })],
      viewer: { oid: 'O-VIEWER', name: 'Vera Viewer', emails: ['vera@example.org'] },
      holds: [hold, { by: person('Ada', 11).oid, name: 'Another name' }],
      decisions: [{ approver: 'o-dan', name: 'Dan' }],
      submissions: [{ by: { oid: 'o-rosa', name: 'Rosa' } }],
      events: [
        { ...event, id: '1', kind: 'decision.recorded', actor: 'o-eve', data: { name: 'Eve' } },
        // The name in the line of a move is that of a dataset.
        { ...event, id: '2', kind: 'ingress.withdrawing', actor: 'o-mover', data: { name: 'cohort' } },
      ],
    });
    const found = [person('Ada', 11).oid, 'o-viewer', otto.oid, 'o-dan', 'o-rosa', 'o-eve', person('Sue', 60).oid];
    expect(found.map((oid) => nameOf(names, oid))).toEqual([
      'Ada',
      'Vera Viewer',
      'Otto Operator',
      'Dan',
      'Rosa',
      'Eve',
      'sue@example.org',
    ]);
    expect(nameOf(names, 'o-mover')).toBe('somebody (o-mover)');
  });

  test('is Sallyport for the control plane, whatever a row calls it, and the beginning of an unknown object id', () => {
    const names = gatherNames({ holds: [{ by: controlPlane, name: 'the control plane' }] });
    expect(nameOf(names, controlPlane)).toBe('Sallyport');
    expect(nameOf(names, '1a2b3c4d-0000-4000-8000-000000000001')).toBe('somebody (1a2b3c4d…)');
    expect(nameOf(names, '')).toBe('somebody');
  });

  test('is told apart from somebody else of the same name, and from the control plane', () => {
    const names = gatherNames({
      holds: [
        { by: 'o-1', name: 'Kim Lee' },
        { by: '2b2b2b2b-0000-4000-8000-000000000002', name: 'kim lee' },
        { by: 'o-3', name: 'sallyport' },
      ],
      absences: [{ oid: 'o-1', name: 'Kim Lee', email: 'kim@example.org' }],
    });
    expect([...names.values()]).toEqual(['Kim Lee (kim@example.org)', 'kim lee (2b2b2b2b…)', 'sallyport (o-3)']);
  });

  test('is one person for several object ids with one e-mail', () => {
    const names = gatherNames({ absences: ['o-1', 'o-2'].map((oid) => ({ ...person('Ada', 11), oid })) });
    expect([...names.values()]).toEqual(['Ada', 'Ada']);
  });

  test('holds no character that cannot be seen', () => {
    expect(nameOf(gatherNames({ holds: [{ by: 'o-1', name: 'Eve\u202e' }] }), 'o-1')).toBe('"Eve\\u202e"');
    expect(nameOf(new Map(), 'o\u202e1')).toBe('somebody ("o\\u202e1")');
  });
});
