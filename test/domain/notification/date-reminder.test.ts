import { describe, expect, it } from 'vitest';
import { dateReminders } from '../../../src/domain/notification/date-reminder.ts';
import { person, sampleProject, suspension } from '../sample.ts';

const base = sampleProject({ ends: '2027-12-31' });
const project = {
  ...base,
  governance: [
    { kind: 'DPIA', reference: 'DP-1', until: '2026-06-30' },
    { kind: 'Ethics approval', reference: 'EK-1', until: '2026-06-30' },
  ],
  people: { ...base.people, operators: [person('Otto', 50)] },
};
const told = (day: string, change: Partial<typeof project> = {}) =>
  dateReminders({ ...project, ...change }, new Date(`${day}T00:00:00Z`)).map(({ to, stage }) => `${to.name} ${stage}`);

describe('of a last day', () => {
  it.each([
    ['2026-05-31', []],
    ['2026-06-01', ['Otto 30']],
    ['2026-06-23', ['Otto 30']],
    ['2026-06-24', ['Otto 7', 'Olga 7', 'Rita 7', 'Ron 7']],
    ['2026-06-30', ['Otto 7', 'Olga 7', 'Rita 7', 'Ron 7']],
    ['2026-07-01', ['Otto 0', 'Olga 0', 'Rita 0', 'Ron 0']],
    ['2026-07-07', ['Otto 0', 'Olga 0', 'Rita 0', 'Ron 0']],
    ['2026-07-08', []],
  ])('on %s are told %j', (day, expected) => {
    expect(told(day)).toEqual(expected);
  });

  it('everything that has the same one is told at once', () => {
    const [first] = dateReminders(project, new Date('2026-06-01T12:00:00Z'));
    expect(first).toMatchObject({ operator: true, day: '2026-06-30', what: ['DPIA DP-1', 'Ethics approval EK-1'] });
  });

  it('each address is told once, as an operator where it is one, and nobody who is suspended', () => {
    const people = { ...project.people, operators: [person('Rita', 2)] };
    expect(told('2026-06-30', { people, suspended: [suspension(person('Ron', 3))] })).toEqual(['Rita 7', 'Olga 7']);
  });

  it('of the project itself they are told likewise, and then of nothing else any more', () => {
    expect(told('2026-06-30', { ends: '2026-06-15' })).toEqual([]);
    expect(told('2026-06-20', { ends: '2026-06-15' })).toEqual(['Otto 0', 'Olga 0', 'Rita 0', 'Ron 0']);
  });

  it('nobody is told once the project is closed', () => {
    expect(told('2026-06-30', { closed: { releases: 'keep' } })).toEqual([]);
  });

  it('of somebody the operators and that person are told, also of a day before', () => {
    const { people } = project;
    const researchers = people.researchers.map((one) => ({ ...one, eligibleUntil: '2026-04-30' }));
    const change = { people: { ...people, researchers } };
    expect(told('2026-04-01', change)).toEqual(['Otto 30', 'Rita 30', 'Ron 30']);
    expect(told('2026-05-01', change)).toEqual(['Otto 0', 'Rita 0', 'Ron 0']);
    const [first, own] = dateReminders({ ...project, ...change }, new Date('2026-04-01'));
    expect(first).toMatchObject({ operator: true, what: [], whose: ['Rita as researcher', 'Ron as researcher'] });
    expect(own).toMatchObject({ operator: false, what: [], whose: ['Rita as researcher'] });
    expect(told('2026-06-30', change)).toEqual(['Otto 7', 'Olga 7']);
    const suspended = researchers.map(suspension);
    expect(told('2026-04-01', { ...change, suspended })).toEqual([]);
  });
});
