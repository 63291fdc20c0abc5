/**
 * The rules, and the code that reads files and holds them to these, as one number, which evidence names. It goes up with each change
 * that may change what is found; test/inspector/rules-version.json says which code each was.
 */
export const rulesVersion = '13';
