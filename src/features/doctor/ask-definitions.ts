import { messageOf } from '../../domain/base/errors.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import {
  channelSecrets,
  type definitionChecks,
  judgeChannels,
  judgeContexts,
  judgeDefinitions,
  judgeImages,
  judgeScans,
  judgeViewing,
} from './domain/definition-checks.ts';
import type { DoctorPorts, Look, Question } from './look.ts';

const secretsAtOnce = 8;

/** What the definitions ask of the deployment. */
export function askDefinitions(
  { doctor: { deployment }, secrets }: DoctorPorts,
  look: Look,
): Record<keyof typeof definitionChecks, Question> {
  const unfinished = async () => (await look.definitions()).unfinished;
  return {
    'definitions-readable': async () => {
      const { accepted, refused } = await look.definitions();
      return judgeDefinitions(accepted.length, refused);
    },
    'scans-possible': async () => judgeScans(await unfinished(), deployment),
    'viewing-possible': async () => judgeViewing(await unfinished(), deployment),
    'images-known': async () => judgeImages(await unfinished(), deployment),
    'contexts-protected': async () => judgeContexts(await unfinished()),
    'channels-known': async () => {
      const projects = await unfinished();
      const names = [...new Set(projects.flatMap(channelSecrets))];
      const missing = await inOrder(secretsAtOnce, names, async (name) => {
        const why = await secrets.get(name).then(() => undefined, messageOf);
        return [name, why] as const;
      });
      return judgeChannels(projects, new Map(missing));
    },
  };
}
