import { postureOf } from '../posture/judge.ts';
import type { Rule } from './rule.ts';

/** Every value of every resource is the one that infra/posture.json expects, with its reason; one that the table does not know is a finding. */
export const expectedValues: Rule = (world) => world.resources.flatMap(postureOf(world));
