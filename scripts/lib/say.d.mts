export function say(text: string): void;
export class Stop extends Error {
  constructor(sentence: string);
}
export function explain(error: unknown): string;
