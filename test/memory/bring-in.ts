import type { MemoryWorld } from './world.ts';

/** Brings a dataset of two files into the sample project, and gives the state in which its flow ended. */
export async function bringIn(world: MemoryWorld): Promise<string> {
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n1,2\n');
  await world.put('ingress', 'heart-study/cohort/deep/er/b.json', '{}');
  return await world.run('ingress', await world.open('ingress', 'heart-study/cohort/a.csv'));
}
