/** Hours until Data Factory ends a Copy (`timeout` in infra/data-factory/pipeline). */
export const copyHours = 12;
/** Assumed of a Copy with four units between two accounts of one region; nobody has measured it in Azure. */
const megabytesASecond = 50;
/** Bytes that one Copy passes before it is ended. */
export const mostBytesOfCopy = copyHours * 3600 * megabytesASecond * 1_000_000;

/** Why a limit of so many bytes lets in what no Copy passes. */
export const copyTooLong = `Data Factory ends a copy after ${copyHours} hours, in which at ${megabytesASecond} MB a second ${mostBytesOfCopy} bytes pass; a larger upload would never arrive. Allow at most that, and let more come in several`;
