import baseImages from '../../infra/base-images.json' with { type: 'json' };
import { messageOf } from '../../src/domain/base/errors.ts';
import type { Cli } from './cli.ts';
import { readParameters } from './parameters.ts';
import { type MarketplaceImage, readMarketplaceImage, readOffers } from './read-subscription.ts';
import { given, type Settings } from './setting-rules.ts';

const { $comment: _, ...known } = baseImages;

/** Every image that machines may begin with, as the marketplace calls it. */
export const offeredImages = (): readonly { readonly name: string; readonly urn: string }[] =>
  Object.keys(known).flatMap((name) => {
    const urn = urnOf(name);
    return urn === undefined ? [] : [{ name, urn }];
  });

/** What the image begins with, as the marketplace calls it; undefined for a value that the rules of settings refuse. */
function urnOf(base: string): string | undefined {
  const source = Object.entries(known).find(([name]) => name === base)?.[1].source;
  return source && [source.publisher, source.offer, source.sku, 'latest'].join(':');
}

/** Image Builder fails an hour later where the region does not offer the image that it begins with, or its publisher has withdrawn it. */
export async function lookAtBaseImage(cli: Cli, region: string, settings: Settings): Promise<string[]> {
  const usual = readParameters().find(({ name }) => name === 'baseImage')?.fallback;
  const base = given(settings, 'BASE_IMAGE') ?? usual ?? '';
  const urn = urnOf(base);
  if (urn === undefined || given(settings, 'FIREWALL')?.toLowerCase() === 'false') return [];
  if (given(settings, 'BASE_IMAGE') === undefined) await tellSuccessor(cli, region);
  const others = Object.keys(known).filter((name) => name !== base);
  const lift = `Set BASE_IMAGE to ${others.join(' or ')}`;
  try {
    return judgeImage(await readMarketplaceImage(cli, region, urn), `${urn} (BASE_IMAGE=${base})`, lift);
  } catch (error) {
    return [`The marketplace does not offer ${urn} (BASE_IMAGE=${base}) in ${region}. ${lift}. ${messageOf(error)}`];
  }
}

const dataScience = known['data-science-22.04'].source.publisher;

/** The default is plain Ubuntu, since Microsoft has no machine for data science with that release; once it has, somebody should choose. */
async function tellSuccessor(cli: Cli, region: string): Promise<void> {
  try {
    const found = (await readOffers(cli, region, dataScience)).filter((offer) => /^ubuntu-?24/i.test(offer));
    if (found.length > 0)
      console.log(
        `${dataScience} offers ${found.join(' and ')} in ${region} now: to begin images with that, add it to infra/base-images.json and set BASE_IMAGE`,
      );
  } catch (error) {
    console.log(`nobody has looked whether ${dataScience} offers Ubuntu 24.04: ${messageOf(error)}`);
  }
}

function judgeImage({ imageDeprecationStatus: status }: MarketplaceImage, image: string, lift: string): string[] {
  const date = status?.scheduledDeprecationTime?.slice(0, 10);
  if (status?.imageState === 'Deprecated')
    return [`Its publisher has withdrawn ${image} from the marketplace. ${lift}`];
  if (date !== undefined) console.log(`its publisher withdraws ${image} on ${date}: ${lift} before that`);
  return [];
}
