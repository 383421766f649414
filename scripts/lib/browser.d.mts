export function findInstalledBrowser(): string | null;
export function ensureSystemBrowser(): Promise<string | null>;
export function ensureBrowser(systemBrowser: string | null): Promise<string>;
export const BROWSER_ARGUMENTS: string[];
