import type { ShownOperation } from '../people/api-shapes.ts';
import { headline, step } from './progress.ts';
import { follow, type Scene, waitForMail } from './scene.ts';

const day = 86_400_000;
/** The sample project gives five working days to a review: a week, and up to a day for the one on which it began. */
const days = 8;

/** Nobody decides about a package until its deadline, in time that is moved: it goes back by itself. */
export async function playDeadline(scene: Scene, asked: ShownOperation): Promise<ShownOperation> {
  headline('A review runs out');
  await step(`${days} days pass, and no approver decides about "${asked.name}"`, () => scene.stack.advance(days * day));
  const returned = await step('at its deadline it goes back by itself', () =>
    follow(scene, 'exports', asked.name, ['returned']),
  );
  await step('Rui is told that nobody decided in time', () =>
    waitForMail(scene, 'rui@example.org', [asked.id, 'the approvers did not decide in time']),
  );
  return returned;
}
