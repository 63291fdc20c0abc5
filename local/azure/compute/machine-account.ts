import { ArmError, beyond } from '../arm/arm-error.ts';
import { machineLimits } from '../limits/machines.ts';
import type { MachineCreation } from './machine-creation.ts';

type Account = MachineCreation['properties']['osProfile'];

const { computerName, computerNameForm, customData, password, shortPassword, userName, userNameTaken } = machineLimits;
const { windowsDigits, windowsName } = machineLimits;

/** Windows takes other lengths than Linux. Source: the same as that of the limits of Linux. */
const ofWindows = { userName: 20, password: 123, shortPassword: 8 };

/** Refuses a computer name and an administrator account that Azure does not take. */
export function checkAccount(account: Account, isWindows: boolean): void {
  checkComputerName(account.computerName, isWindows);
  const { adminUsername, customData: data = '' } = account;
  const longest = isWindows ? ofWindows.userName : userName.most;
  if (adminUsername.length > longest)
    throw beyond(userName, `The Admin Username is longer than ${longest} characters.`);
  if (userNameTaken.most.split(' ').includes(adminUsername.toLowerCase()))
    throw beyond(userNameTaken, 'The Admin Username specified is not allowed.');
  if (Buffer.byteLength(data, 'base64') > customData.most)
    throw beyond(customData, `Custom data in OSProfile is larger than ${customData.most} bytes.`);
  if (account.linuxConfiguration?.disablePasswordAuthentication === true) requireKeys(account);
  else requirePassword(account, isWindows);
}

function checkComputerName(name: string, isWindows: boolean): void {
  const longest = isWindows ? windowsName : computerName;
  if (name.length > longest.most)
    throw beyond(longest, `The computer name '${name}' cannot be more than ${longest.most} characters long.`);
  const isForeign = isWindows && !/^[A-Za-z0-9-]+$/.test(name);
  if (isForeign || /^_|[.-]$|\s/.test(name) || [...computerNameForm.most].some((character) => name.includes(character)))
    throw beyond(computerNameForm, `The computer name '${name}' holds characters that it may not.`);
  if (isWindows && /^\d+$/.test(name))
    throw beyond(windowsDigits, `Windows computer name '${name}' cannot be entirely numeric.`);
}

/** An SSH key for the administrator of a Linux machine without passwords. */
function requireKeys({ adminUsername, linuxConfiguration }: Account): void {
  const keys = linuxConfiguration?.ssh?.publicKeys ?? [];
  if (keys.length === 0)
    throw invalid('Authentication using either SSH or by user name and password must be enabled in Linux profile.');
  const path = `/home/${adminUsername}/.ssh/authorized_keys`;
  if (keys.some((key) => key.path !== path)) throw invalid(`Destination path for SSH public keys must be ${path}.`);
  if (keys.some(({ keyData }) => !/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,2}(?: |$)/.test(keyData)))
    throw invalid('The value of parameter linuxConfiguration.ssh.publicKeys is invalid.');
}

function requirePassword({ adminPassword: given }: Account, isWindows: boolean): void {
  if (given === undefined) throw invalid("Required parameter 'adminPassword' is missing (null).");
  const [least, most] = isWindows ? [ofWindows.shortPassword, ofWindows.password] : [shortPassword.most, password.most];
  if (given.length < least || given.length > most)
    throw beyond(password, `The supplied password must be between ${least}-${most} characters long.`);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(given));
  if (kinds.length < 3)
    throw invalid(
      'The supplied password must have 3 of these: a lower case character, an upper case character, a digit, a special character.',
    );
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'InvalidParameter', message);
}
