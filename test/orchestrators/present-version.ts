import hostJson from '../../host.json' with { type: 'json' };

/** The version of the orchestrations that the app starts now. */
export const presentVersion: string = hostJson.extensions.durableTask.defaultVersion;
