import { messageOf } from '../../../src/domain/base/errors.ts';
import { offeredImages } from '../../deploy/base-image.ts';
import { readMarketplaceImage } from '../../deploy/read-subscription.ts';
import type { StepOnAzure } from '../step.ts';
import { judge } from './requests.ts';

/** Every image that machines may begin with. */
export const baseImage: StepOnAzure = {
  id: 'base-image',
  asks: 'the marketplace for each base image',
  notHere: 'the laptop has no marketplace',
  minutes: 5,
  async run({ cli, places: { region } }) {
    const offered: string[] = [];
    const wrong: string[] = [];
    for (const { base, urn } of offeredImages) {
      try {
        const { imageDeprecationStatus: status } = await readMarketplaceImage(cli, region, urn);
        offered.push(`${base}: ${status?.imageState ?? 'no word of a withdrawal'}`);
        if (status?.imageState === 'Deprecated') wrong.push(`${urn} is withdrawn`);
      } catch (error) {
        if (!/not ?found/i.test(messageOf(error))) throw error;
        wrong.push(`${urn} is not offered in ${region}: ${messageOf(error)}`);
      }
    }
    return judge(wrong, offered.join(', '));
  },
};
