/**
 * `npm run sbom`: the bill of materials of what is served, as CycloneDX 1.5, of package-lock.json alone. `npm sbom --omit dev`
 * would leave out each package that something of development asks for, too: pg and react among them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

type Locked = {
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const own = read('package.json') as { name: string; version: string; description: string };

const nameAt = (at: string) => packages[at]?.name ?? at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
const urlOf = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
const refAt = (at: string) =>
  at === '' ? `${own.name}@${own.version}` : `${urlOf(nameAt(at), packages[at]?.version ?? '')}#${at}`;

/** Where a name leads that a package asks for: the nearest folder upwards that has it. */
function found(from: string, name: string): string | null {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    const at = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
    if (packages[at]) return at;
    if (place === '') return null;
  }
}

/** Where the packages lie that one asks for to run: what it may go without (an optional peer) is not served for its sake. */
function askedBy(at: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta } = packages[at] as Locked;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  const names = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]);
  return [...names].flatMap((name) => found(at, name) ?? []);
}

const reached = new Set<string>();
const queue = askedBy('');
for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
  if (reached.has(at)) continue;
  reached.add(at);
  queue.push(...askedBy(at));
}
const served = [...reached].sort();
const licenceOf = (text: string) => (/[ (]/.test(text) ? { expression: text } : { license: { id: text } });
const components = served.map((at) => {
  const { version = '', integrity = '', license, optional } = packages[at] as Locked;
  const [algorithm = '', hash = ''] = integrity.split('-');
  return {
    type: 'library',
    'bom-ref': refAt(at),
    name: nameAt(at),
    version,
    scope: optional ? 'optional' : 'required',
    purl: urlOf(nameAt(at), version),
    hashes: hash
      ? [{ alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }]
      : [],
    licenses: license ? [licenceOf(license)] : [],
  };
});
const dependencies = ['', ...served].map((at) => ({ ref: refAt(at), dependsOn: askedBy(at).map(refAt) }));
const application = {
  type: 'application',
  'bom-ref': refAt(''),
  name: own.name,
  version: own.version,
  description: own.description,
};
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: application },
  components,
  dependencies,
};
console.log(JSON.stringify(bill, null, 2));
