import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { definition, person } from '../domain/sample.ts';
import type { Draws } from './draws.ts';

/** Everybody of the project, by what they are in it. Otto and Orla are operators who take no part in it. */
export const cast = {
  owner: person('Olga', 1),
  researcher: person('Rita', 2),
  approvers: [person('Ada', 11), person('Ben', 12), person('Cem', 13)],
  spare: person('Dora', 14),
  operators: [person('Otto', 50), person('Orla', 51)],
  chief: person('Elsa', 60),
} as const;

export const projectId = 'heart-study';

/** A definition of the project as a schedule draws it: every rule that changes what the flows do, within days that last. */
export function drawnDefinition(draws: Draws): Project {
  const scan = (door: string) => (draws.happens(`scan ${door}`, 0.35) ? 'required' : 'off');
  const maxOpen = draws.happens('few open', 0.1) ? 1 : 50;
  const rules = (door: string) => ({
    quietSeconds: draws.pick(`quiet ${door}`, [1, 5, 120]),
    giveUpHours: 24,
    malwareScan: scan(door),
    maxOpen,
  });
  const reserves = draws.happens('reserves', 0.3) ? [{ ...cast.spare, reserve: true }] : [];
  return projectSchema.parse({
    ...definition(),
    starts: '2020-01-01',
    ends: '2099-12-31',
    hibernated: draws.happens('hibernated', 0.15),
    people: {
      ...definition().people,
      operators: [cast.operators[0]],
      approvers: [...definition().people.approvers, ...reserves],
    },
    ingress: { ...rules('ingress'), allowedExtensions: ['.csv', '.json'] },
    egress: {
      ...rules('egress'),
      purposeRequired: draws.happens('purpose required', 0.4),
      context: draws.happens('context is taken', 0.25),
      approval: {
        required: !draws.happens('no approval', 0.1),
        quorum: draws.pick('quorum', [1, 2, 2, 3]),
        independent: draws.pick('independent', [0, 0, 1]),
        deadlineDays: draws.pick('deadline', [1, 2, 7, 14]),
        blind: draws.happens('blind', 0.7),
        escalateAtPercent: draws.pick('escalates at', [1, 50, 100]),
        escalateTo: draws.happens('escalates', 0.3) ? [cast.chief] : [],
        onDeadline: draws.pick('on deadline', ['return', 'return', 'keep']),
      },
      disclosure: { viewing: draws.happens('viewing required', 0.2) ? 'required' : 'shown' },
      keepFrozenDays: draws.pick('keep frozen', [1, 30]),
      keepReturnedDays: draws.pick('keep returned', [1, 90]),
    },
    channels: [{ name: 'team', kind: 'teams', urlSecret: 'channel-team' }],
    compute: drawnCompute(draws),
  });
}

function drawnCompute(draws: Draws): Record<string, unknown> {
  const machines = ['alpha', 'beta', 'gamma'].slice(0, draws.between('machines', 0, 3));
  const modes = new Map(machines.map((name) => [name, draws.pick(`power ${name}`, ['always-on', 'manual', 'off'])]));
  return {
    virtualMachines: machines.map((name) => ({
      name,
      size: draws.pick(`size ${name}`, ['Standard_D4s_v5', 'Standard_D8s_v5']),
      image: 'data-science',
      power: { mode: modes.get(name) },
      ...(modes.get(name) !== 'always-on' && draws.happens(`idle ${name}`, 0.4) ? { idleMinutes: 30 } : {}),
    })),
    clusters: draws.happens('cluster', 0.4) ? [{ name: 'cpu', size: 'Standard_D4s_v5', maxNodes: 2 }] : [],
    ...(draws.happens('budget', 0.3) ? { budgetHours: draws.pick('hours', [1, 40, 2000]) } : {}),
    ...(draws.happens('computes are kept', 0.3) ? { keepComputeDays: draws.pick('days of computes', [7, 30]) } : {}),
    maxActionsPerRun: draws.pick('cap', [1, 10]),
    prune: draws.happens('prune', 0.3),
  };
}
