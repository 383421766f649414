export function findInstalledBrowser(): string | null;
export function ensureBrowser(): Promise<string>;
export const BROWSER_ARGUMENTS: string[];
