import hostJson from '../../host.json' with { type: 'json' };

/** The version of the orchestrations that the app starts now. */
export const presentVersion: string = hostJson.extensions.durableTask.defaultVersion;

/** A later version than any that the app has. */
export const nextVersion = '999.0';
