/** One file on its way to the server. */
export type Sending = {
  id: string;
  /** under which every try to send it is one command */
  key: string;
  file: File;
  phase: 'WAITING' | 'SENDING' | 'SENT' | 'FAILED';
  percent: number;
  message: string;
};

/**
 * Posts one file and tells how far it is. Null when it was stored, 'NETWORK' when the line broke, else the server's
 * sentence. XMLHttpRequest, because fetch does not tell how much was sent.
 */
export function sendFile(
  file: File,
  fields: Record<string, string | undefined>,
  onProgress: (percent: number) => void,
): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  form.append('file', file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.min(99, Math.floor((event.loaded * 100) / event.total)));
    };
    request.onload = () => resolve(request.status === 201 ? null : (messageOf(request.responseText) ?? 'NETWORK'));
    request.onerror = () => resolve('NETWORK');
    request.onabort = () => resolve('NETWORK');
    request.open('POST', '/api/files');
    request.setRequestHeader('Accept', 'application/json');
    onProgress(0);
    request.send(form);
  });
}

function messageOf(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : null;
  } catch {
    return null;
  }
}
