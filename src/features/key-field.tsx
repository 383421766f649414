import { randomUUID } from 'node:crypto';

/** Made when the form of a command that has a key is drawn, so that every way of sending this form again is the same command. */
export function KeyField() {
  return <input type="hidden" name="idempotencyKey" value={randomUUID()} />;
}
