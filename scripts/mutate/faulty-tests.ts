import path from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import type { Mutant } from './mutants';

const PATIENCE_MS = 15_000;

/** Runs unit tests again and again with one file changed while it is loaded. */
export class FaultyTests {
  private vitest: Promise<Vitest> | null = null;
  private changed = '';

  constructor(private readonly root: string) {}

  private async begin(): Promise<Vitest> {
    // the worker of a run that was given up ends when it ends, and says so to nobody in particular
    if (process.listenerCount('uncaughtException') === 0)
      process.on('uncaughtException', (error) => {
        if (!error.message.startsWith('Worker exited unexpectedly')) throw error;
      });
    const config = path.join(this.root, 'scripts/mutate/vitest.config.ts');
    const vitest = await createVitest({ config, watch: false, reporters: [{}] });
    await vitest.standalone();
    return vitest;
  }

  /** Whether the tests pass with this fault in the file; one that never ends counts as noticed. */
  async pass(file: string, mutant: Mutant | null, tests: readonly string[]): Promise<boolean> {
    this.vitest ??= this.begin();
    const vitest = await this.vitest;
    Object.assign(globalThis, { fault: mutant && { file, ...mutant } });
    // the file before would otherwise keep its last fault
    for (const changed of new Set([this.changed, file])) vitest.invalidateFile(changed);
    this.changed = file;
    // what failed or was thrown in the run before would end this one before it begins (bail), or count against it
    vitest.state.idMap.clear();
    vitest.state.filesMap.clear();
    vitest.state.errorsSet.clear();
    const project = vitest.getRootProject();
    const run = vitest.runTestSpecifications(tests.map((name) => project.createSpecification(name)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), PATIENCE_MS);
    });
    const ended = await Promise.race([run, late]);
    clearTimeout(timer);
    if (ended !== 'late') {
      const { testModules, unhandledErrors } = ended;
      return testModules.length > 0 && unhandledErrors.length === 0 && testModules.every((each) => each.ok());
    }
    run.catch(() => undefined);
    this.vitest = null;
    await Promise.race([vitest.close(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
    return false;
  }

  async close(): Promise<void> {
    await (await this.vitest)?.close();
  }
}
