import { storageVersion } from '../../../src/domain/base/app-settings.ts';

/** The version of the storage services that everything on the laptop asks for; whoever starts it may choose that of an older region. */
export const askedVersion = storageVersion.parse(process.env['STORAGE_API_VERSION']);
