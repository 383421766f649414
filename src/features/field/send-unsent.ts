import type { SendAnswer, Unsent } from './entries';

/** Sends one draft of the field; null when the network did not carry it. */
export async function sendUnsent(writerId: string, draft: Unsent, anyway = false): Promise<SendAnswer | null> {
  try {
    const answer = await fetch('/api/field', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...draft, writerId, anyway }),
    });
    return (await answer.json()) as SendAnswer;
  } catch {
    return null;
  }
}
