export function findInstalledBrowser(): string | null;
export function ensureBrowser(): Promise<string>;
