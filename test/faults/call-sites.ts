import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** Where the clients that send requests to Azure are declared, or the part of them that the stores ask for. */
const clients =
  /node_modules\/@azure\/(storage-blob|data-tables|keyvault-secrets|arm-|core-client)|src\/azure\/base\/(table|blob-container)\.ts$/;

/** Every call in these adapters by which an Azure SDK sends requests, as `file:line name`; the line is that of the name. */
export function callSites(isCounted: (file: string) => boolean = () => true): string[] {
  const counted = ts.sys.readDirectory(join(root, 'src'), ['.ts']).filter((file) => isOfAzure(file) && isCounted(file));
  const program = ts.createProgram(counted, {
    ...compilerOptions(),
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const sites = program
    .getSourceFiles()
    .filter(({ fileName }) => counted.includes(fileName))
    .flatMap((file) => sitesIn(file, checker));
  return sites.toSorted();
}

/** Only adapters hold clients: the rules of imports keep the SDKs out of all other files (`npm run imports`). */
const isOfAzure = (file: string) => /\/azure[/-]/.test(file.slice(root.length));

function compilerOptions(): ts.CompilerOptions {
  const file = join(root, 'tsconfig.json');
  return ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, root).options;
}

function sitesIn(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) && requestOf(node, checker);
    if (name) {
      const { line } = file.getLineAndCharacterOfPosition(name.getStart(file));
      found.push(siteName(relative(root, file.fileName), line + 1, name.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Name of the SDK's method when the call sends requests: it gives a promise or pages. */
function requestOf(call: ts.CallExpression, checker: ts.TypeChecker): ts.MemberName | undefined {
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const from = declaration?.getSourceFile().fileName ?? '';
  if (!clients.test(from)) return undefined;
  const given = checker.typeToString(checker.getTypeAtLocation(call));
  return /^(Promise|PagedAsyncIterableIterator|PollerLike|AsyncIterable)<|^TableRows$/.test(given)
    ? call.expression.name
    : undefined;
}

/** How a call site is named. */
export function siteName(file: string, line: number, method: string): string {
  return `${file}:${line} ${method}`;
}
