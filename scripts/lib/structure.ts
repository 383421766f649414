import path from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { findProgrammesNamed } from './structure-programmes';
import { findTextViolations } from './structure-text';

export type Violation = { rule: string; file: string; what: string };

const TEST = '\\.test\\.tsx?$';

/** app → features → server → domain → nothing; components → lib. */
const FORBIDDEN: IForbiddenRuleType[] = [
  {
    name: 'domain-imports-only-pure-code',
    comment: 'The schema library reads stored definitions; whatever else a rule needs is an argument.',
    from: { path: '^src/domain/', pathNot: TEST },
    to: { pathNot: '^src/(domain|lib)/|^node_modules/zod/' },
  },
  {
    name: 'components-import-only-components-and-lib',
    from: { path: '^src/components/', pathNot: TEST },
    to: { path: '^(src|prisma|scripts)/', pathNot: '^src/(components|lib)/' },
  },
  { name: 'lib-imports-nothing-of-ours', from: { path: '^src/lib/' }, to: { path: '^src/', pathNot: '^src/lib/' } },
  {
    name: 'cases-imports-no-sibling',
    from: { path: '^src/features/cases/' },
    to: { path: '^src/features/[^/]+/', pathNot: '^src/features/cases/' },
  },
  { name: 'features-do-not-import-app', from: { path: '^src/features/' }, to: { path: '^src/app/' } },
  {
    name: 'server-does-not-import-features',
    from: { path: '^src/server/', pathNot: TEST },
    to: { path: '^src/(features|app|jobs)/' },
  },
  {
    name: 'client-only-in-db',
    comment: 'Types may be named anywhere; the running client has one home.',
    from: { path: '^src/', pathNot: '^src/(generated/|server/db\\.ts$)' },
    to: { path: '^(src/generated/prisma|.*@prisma/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'database-only-in-queries-and-mutations',
    from: {
      path: '^src/',
      pathNot: '^src/(server|jobs)/|^src/features/[^/]+/[a-z-]*(queries|mutations)|\\.test\\.ts$',
    },
    to: { path: '^src/server/db\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  { name: 'left-off-parts-of-next', from: {}, to: { path: '(^|/)next/(image|og|legacy/image)(\\.|$)' } },
  {
    name: 'links-ask-when-they-are-followed',
    comment: 'Ours does; that of Next asks for every page that is in sight.',
    from: { pathNot: '^src/components/ui/link\\.tsx$' },
    to: { path: '(^|/)next/link(\\.|$)' },
  },
  { name: 'every-import-resolves', from: {}, to: { couldNotResolve: true } },
].map((rule) => ({ ...rule, severity: 'error' }) as IForbiddenRuleType);

/** Every breach of the rules below `root`, and how many modules were looked at. */
export async function findViolations(root: string): Promise<{ violations: Violation[]; modules: number }> {
  // The aliases of a tsconfig without baseUrl are resolved from the working directory.
  process.chdir(root);
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: FORBIDDEN },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: path.join(root, 'tsconfig.json') },
      doNotFollow: { path: ['node_modules', 'src/generated'] },
      exclude: { path: '\\.css$' },
    },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
    { tsConfig: extractTSConfig(path.join(root, 'tsconfig.json')) },
  );
  const result = output as ICruiseResult;
  const breaches = result.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    file: from,
    what: `imports ${to}`,
  }));
  return {
    violations: [...breaches, ...findTextViolations(root), ...findProgrammesNamed(root)],
    modules: result.summary.totalCruised,
  };
}
