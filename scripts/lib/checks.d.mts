export type Address = { host: string; port: number };
export function checkMachine(): void;
export function readAddress(): Address;
export function checkPort(address: Address): Promise<void>;
